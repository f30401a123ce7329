/** What plimsoll judges, for sentences. */
export const JUDGED_FILES = 'Dockerfiles, Compose files, env files and nginx configuration'
