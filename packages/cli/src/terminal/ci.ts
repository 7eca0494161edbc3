/** Whether this runs unattended, where nobody reads a warning on a green build. */
export const inCi = (environment: NodeJS.ProcessEnv): boolean => !['', '0', 'false'].includes(environment['CI'] ?? '')
