/** Public backends, and a stricter map of each than is inferred: every folder of their modules is a service, and none may depend on another. */
export const repositories = {
  novu: ['apps/api/src/app/<name>', 'libs/<name>'],
  vendure: ['packages/core/src/<name>', 'packages/*-plugin'],
  unleash: ['src/lib/features/<name>'],
  langfuse: ['web/src/features/<name>', 'packages/<name>', 'worker'],
  formbricks: ['apps/web/modules/<name>'],
  hoppscotch: ['packages/hoppscotch-backend/src/<name>'],
  'trigger.dev': ['internal-packages/<name>', 'packages/<name>', 'apps/<name>'],
}
