import type { Proof } from '../proof.js'

export default {
  model: 'google-cloud-firestore.json',
  scenes: [
    {
      send: async (_, stage) => {
        const { Firestore } = await stage.load()
        const store = new Firestore({ projectId: 'shop', host: `${stage.peer.host}:${stage.peer.port}`, ssl: false, customHeaders: { authorization: 'Bearer owner' } })
        return store.collection('orders').doc('1').get()
      },
    },
  ],
} satisfies Proof
