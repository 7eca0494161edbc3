import type { BoundaryMap } from '../src/index.js'

/** Two services and every way in which one can reach the other's database. */
export const SHOP: Record<string, string> = {
  'package.json': '{ "name": "shop" }',
  'tsconfig.json': '{ "compilerOptions": { "module": "preserve", "experimentalDecorators": true, "emitDecoratorMetadata": true, "paths": { "@orders/*": ["./services/orders/*"] } } }',
  'services/orders/order.entity.ts': 'export class Order { id = 1 }\nexport enum OrderStatus { Open }\n',
  'services/orders/line.entity.ts': 'export class Line { id = 1 }\n',
  'services/orders/entities/index.ts': "export * from '../order.entity'\nexport { Line } from '../line.entity'\n",
  'services/orders/orders.service.ts': "import { Order } from './entities'\nexport class OrdersService { all() { return [new Order()] } }\n",
  'services/orders/index.ts': "export { OrdersService } from './orders.service'\nexport { Order } from './order.entity'\n",
  'services/orders/legacy.model.js': "module.exports = { find() {} }\n",
  'services/payments/direct.ts': "import { Order } from '../orders/order.entity'\nexport const made = new Order()\n",
  'services/payments/with-extension.ts': "import { Order } from '../orders/order.entity.js'\nexport const made = new Order()\n",
  'services/payments/barrel.ts': "import { Line } from '../orders/entities'\nexport const made = new Line()\n",
  'services/payments/type-only.ts': "import type { Order } from '../orders/order.entity'\nexport const id = (order: Order) => order.id\n",
  'services/payments/used-as-type.ts': "import { Order } from '../orders/order.entity'\nexport const id = (order: Order) => order.id\n",
  'services/payments/type-import.ts': "export const id = (order: import('../orders/order.entity').Order) => order.id\n",
  'services/payments/injected.ts':
    "import { Order } from '../orders/order.entity'\ndeclare const Injectable: () => ClassDecorator\n@Injectable() export class Pay { constructor(private order: Order) {} }\n",
  'services/payments/alias.ts': "import { Order } from '@orders/order.entity'\nexport const made = new Order()\n",
  'services/payments/common.js': "const model = require('../orders/legacy.model')\nmodule.exports = () => model.find()\n",
  'services/payments/dynamic.ts': "export const load = () => import('../orders/order.entity')\n",
  'services/payments/import-equals.cts': "import model = require('../orders/legacy.model')\nexport const found = model.find()\n",
  'services/payments/api.ts': "import { OrdersService } from '../orders'\nexport const orders = new OrdersService()\n",
  'services/payments/[id].ts': "import { Order } from '../orders/order.entity'\nexport const made = new Order()\n",
}

/** What `@orders/…` means, for the workspace. */
export const NAMES = { '@orders/order.entity': 'services/orders/order.entity.ts' }

/** The map that the checker would hand over; barrels are for us to find. */
export const SHOP_MAP: BoundaryMap = {
  services: [
    {
      name: 'orders',
      directory: 'services/orders',
      databaseFiles: ['services/orders/order.entity.ts', 'services/orders/line.entity.ts', 'services/orders/legacy.model.js'],
    },
    { name: 'payments', directory: 'services/payments', databaseFiles: [] },
  ],
  candidates: Object.keys(SHOP).filter(path => path.startsWith('services/payments/')),
}
