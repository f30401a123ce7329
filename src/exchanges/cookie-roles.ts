const SESSION =
  /(?:^|[_.-])(?:sid|auth|jwt|token|access|refresh|id_token|remember)(?:$|[_.-])|sess(?!ment)|login|\.sid$|authtoken|authorization/i
const ANTI_FORGERY = /csrf|xsrf|requestverification/i

/** A name under which an app keeps who somebody is. Sign-in tokens count, those against forgery do not. */
export function isSessionCookie(name: string): boolean {
  return SESSION.test(name.replace(/^__(?:host|secure)-/i, '')) && !isAntiForgeryCookie(name)
}

/** A token against forged requests, which the page's own scripts read. */
export function isAntiForgeryCookie(name: string): boolean {
  return ANTI_FORGERY.test(name) && !/sess/i.test(name)
}
