import net from 'node:net'
import { PubSub } from '@google-cloud/pubsub'
net.createServer(()=>{}).listen(0,async function(){const p=new PubSub({projectId:'p',apiEndpoint:'127.0.0.1:'+this.address().port,emulatorMode:true});const t=Date.now();try{await p.topic('t').publishMessage({data:Buffer.from('x')})}catch(e){console.log('pubsub',Date.now()-t,e.message)}process.exit()})
setTimeout(()=>{console.log('pubsub still pending after 640 s');process.exit()},640000)
