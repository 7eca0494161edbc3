/** The gate passed, or the question was answered. */
export const PASSED = 0
/** The gate failed. */
export const FAILED = 1
/** There is no verdict: wrong usage, wrong configuration, an internal error, or nothing to judge where that must not look green. */
export const NO_VERDICT = 2
