import type { Given, Proof, Stage } from '../proof.js'

const WSDL = `<definitions name="orders" targetNamespace="urn:orders" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:tns="urn:orders" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <message name="GetRequest"><part name="id" type="xsd:string"/></message>
  <message name="GetResponse"><part name="name" type="xsd:string"/></message>
  <portType name="Orders"><operation name="Get"><input message="tns:GetRequest"/><output message="tns:GetResponse"/></operation></portType>
  <binding name="OrdersBinding" type="tns:Orders">
    <soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Get"><soap:operation soapAction="get"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>
  </binding>
  <service name="Orders"><port name="Orders" binding="tns:OrdersBinding"><soap:address location="http://127.0.0.1:9"/></port></service>
</definitions>`

/** A client whose description is at hand. */
async function orders(stage: Stage) {
  const { Client, WSDL: Description } = await stage.load()
  const description = new Description(WSDL, 'orders.wsdl', {})
  await new Promise<void>((resolve, reject) => description.onReady((error: Error | null) => (error ? reject(error) : resolve())))
  return new Client(description, stage.peer.url)
}

export default {
  model: 'soap.json',
  hot: true,
  scenes: [
    { rows: ['bound timeout settings.wsdl_options.timeout'], calls: ['module.createClientAsync(url, settings, endpoint)'], arguments: ({ url }) => ({ url: `${url}/orders?wsdl` }) },
    { send: async ({ options }: Given, stage) => (await orders(stage)).GetAsync({ id: '1' }, options) },
  ],
} satisfies Proof
