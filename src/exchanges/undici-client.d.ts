/** The client alone: the package as a whole brings fetch, caches and web sockets, and takes three times as long to load. */
declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici'
}
