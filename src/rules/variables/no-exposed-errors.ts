import { conventionalSettings } from '../../deployment/contracts.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { asBoolean } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

const SHOWS_ERRORS =
  /(?:^|_)(?:EXPOSE|SHOW|DISPLAY|INCLUDE|RETURN|SEND|PRINT)_(?:\w+_)?(?:ERRORS?|EXCEPTIONS?|STACK_?TRACES?|TRACEBACKS?|ERROR_DETAILS)(?:_|$)|(?:^|_)(?:DISPLAY_(?:STARTUP_)?ERRORS|PROPAGATE_EXCEPTIONS|DETAILED_?ERRORS|VERBOSE_ERRORS|DEBUG_TOOLBAR|STACK_?TRACE_ENABLED|INCLUDE_?STACK_?TRACE|INCLUDE_?EXCEPTION)(?:_|$)/

export default defineRule({
  id: 'no-exposed-errors',
  on: 'deployment',
  severity: 'error',
  category: 'security',
  summary: 'Production does not show errors of the backend to its visitors.',
  why: 'Stack traces and messages tell an attacker versions, paths, queries, and sometimes the data of others.',
  bad: [
    { '.env.production': 'VITE_EXPOSE_BACKEND_ERRORS=«true»\nDJANGO_SHOW_ERRORS=«1»\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    build:\n      context: .\n      args:\n        VITE_SHOW_STACK_TRACE: «"true"»\n    environment:\n      PHP_DISPLAY_ERRORS: «"On"»\n      ASPNETCORE_DETAILEDERRORS: «"true"»\n      SERVER_ERROR_INCLUDE_STACKTRACE: «always»\n      DJANGO_DEBUG_TOOLBAR: «yes»\n',
      Dockerfile: 'FROM node:24\n',
    },
  ],
  good: [
    {
      '.env.production':
        'VITE_EXPOSE_BACKEND_ERRORS=false\nPHP_DISPLAY_ERRORS=Off\nSHOW_ERRORS=${SHOW}\nERROR_PAGE=true\nSERVER_ERROR_INCLUDE_STACKTRACE=never\nREPORT_ERRORS=true\n',
    },
    { '.env.local': 'VITE_EXPOSE_BACKEND_ERRORS=true\n' },
    { '.env.example': 'VITE_EXPOSE_BACKEND_ERRORS=true\n' },
  ],

  *check(deployment) {
    for (const { name, value, origin } of conventionalSettings(deployment)) {
      if (value === undefined || !SHOWS_ERRORS.test(name.toUpperCase())) continue
      if (!asBoolean(value) && !/^(?:always|stdout)$/i.test(value.trim())) continue
      yield {
        at: placeOfValue(origin),
        message: `${name} shows errors of the backend to visitors of production. Switch it off and log them instead.`,
      }
    }
  },
})
