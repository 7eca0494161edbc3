import type { Given, Proof, Stage } from '../proof.js'

// It chooses between http and https when it is loaded.
process.env['CLOUDINARY_URL'] ??= 'cloudinary://key:secret@none?upload_prefix=http://127.0.0.1'

export default {
  model: 'cloudinary.json',
  hot: true,
  scenes: [{
    send: async ({ options }: Given, stage: Stage) => {
      const { v2 } = await stage.load()
      return v2.uploader.upload('data:image/gif;base64,R0lGODlhAQABAAAAACw=', { cloud_name: 'none', api_key: 'key', api_secret: 'secret', upload_prefix: stage.peer.url, ...options })
    },
  }],
} satisfies Proof
