import 'reflect-metadata'
import type { Given, Proof, Stage } from '../proof.js'

/** An application with one module, as Nest makes it, and the service that it injects. */
async function injected(module: (HttpModule: any) => unknown, stage: Stage): Promise<any> {
  const [{ HttpModule, HttpService }, { NestFactory }, { Module }] = await Promise.all([stage.load(), stage.load('@nestjs/core'), stage.load('@nestjs/common')])
  class AppModule {}
  Module({ imports: [module(HttpModule)] })(AppModule)
  const application = await NestFactory.createApplicationContext(AppModule, { logger: false })
  stage.after(() => application.close())
  return application.get(HttpService)
}

export default {
  model: 'nestjs-axios.json',
  scenes: [
    {
      rows: ['bound timeout result.pipe(...operators)', 'covers timeout result.pipe(...operators)'],
      send: async ({ url, due }: Given, stage) => {
        const [{ HttpService }, { firstValueFrom, timeout, identity }] = await Promise.all([stage.load(), stage.load('rxjs')])
        return firstValueFrom(new HttpService().get(url).pipe(due === undefined ? identity : timeout(due)))
      },
    },
    {
      rows: ['bound timeout module.HttpModule.registerAsync(settings)'],
      send: async ({ url, settings }: Given, stage) => (await injected(HttpModule => HttpModule.registerAsync({ useFactory: () => ({}), ...settings }), stage)).axiosRef.get(url),
    },
    {
      rows: ['bound timeout module.HttpModule.register(settings)'],
      send: async ({ url, settings }: Given, stage) => (await injected(HttpModule => HttpModule.register(settings), stage)).axiosRef.get(url),
    },
    { rows: ['bound timeout axiosRef.defaults.timeout ='], made: { http: 'module.HttpService(instance)' }, calls: ['http.get(url, config)'] },
    { rows: ['bound timeout defaults.timeout ='], calls: ['axios.get(url, config)'] },
    { calls: ['http.get(url, config)', 'axios.get(url, config)'] },
  ],
} satisfies Proof
