export { defineConfig, type UserConfig } from '@bulkhead/workspace'
