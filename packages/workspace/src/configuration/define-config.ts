import type { UserConfig } from './schema.js'

/** Gives a configuration its type, and nothing else: `export default defineConfig({ … })`. */
export function defineConfig(config: UserConfig): UserConfig {
  return config
}
