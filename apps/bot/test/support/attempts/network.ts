import { type Attempt, arrives, makes } from './attempt.ts';

/** The network, in any form. */
export const network: Readonly<Record<string, Attempt>> = {
  'net-tcp': {
    does: 'connects over TCP',
    tries: `const socket = (await load('node:net')).connect(at.tcpPort, '127.0.0.1'); await new Promise((well, ill) => socket.on('error', ill).on('connect', () => socket.end(id, well)));`,
    came: arrives,
  },
  'net-tls': {
    does: 'connects over TLS',
    tries: `const socket = (await load('node:tls')).connect({ port: at.tcpPort, host: '127.0.0.1', servername: id + '.example' }); await new Promise((well, ill) => socket.on('error', ill).on('secureConnect', well));`,
    came: arrives,
  },
  'net-http': {
    does: 'sends a request with node:http',
    tries: `const http = await load('node:http'); await new Promise((well, ill) => http.get('http://127.0.0.1:' + at.tcpPort + '/' + id, well).on('error', ill));`,
    came: arrives,
  },
  'net-http2': {
    does: 'sends a request with node:http2',
    tries: `const session = (await load('node:http2')).connect('http://127.0.0.1:' + at.tcpPort); await new Promise((well, ill) => { session.on('error', ill).on('close', well); session.request({ ':path': '/' + id, 'user-agent': id }).on('error', ill).end(); });`,
    came: (outside) => outside.arrived().includes('PRI * HTTP/2.0'),
  },
  'net-fetch': { does: 'fetches', tries: `await fetch('http://127.0.0.1:' + at.tcpPort + '/' + id);`, came: arrives },
  'net-websocket': {
    does: 'opens a WebSocket',
    tries: `const socket = new WebSocket('ws://127.0.0.1:' + at.tcpPort + '/' + id); await new Promise((well) => { socket.onerror = well; socket.onopen = well; });`,
    came: arrives,
  },
  'net-udp': {
    does: 'sends a datagram',
    tries: `const socket = (await load('node:dgram')).createSocket('udp4'); await new Promise((well, ill) => { socket.on('error', ill); socket.send(id, at.udpPort, '127.0.0.1', (error) => error ? ill(error) : well()); });`,
    came: arrives,
  },
  'net-dns': {
    does: 'asks a name server, which carries text out',
    tries: `const { Resolver } = (await load('node:dns')).promises; const resolver = new Resolver({ timeout: 150, tries: 1 }); resolver.setServers(['127.0.0.1:' + at.udpPort]); await resolver.resolve4(id + '.example');`,
    came: arrives,
  },
  'net-unix': {
    does: 'connects to a unix socket',
    tries: `const socket = (await load('node:net')).connect(at.unixSocket); await new Promise((well, ill) => socket.on('error', ill).on('connect', () => socket.end(id, well)));`,
    came: arrives,
  },
  'net-listen': {
    does: 'listens',
    tries: `const server = (await load('node:net')).createServer(); await new Promise((well, ill) => server.on('error', ill).listen(at.listenPort, '127.0.0.1', well)); await rest(150); server.close();`,
    came: (outside) => outside.answered.listen,
  },
  'net-listen-unix': {
    does: 'listens at a path',
    tries: `const server = (await load('node:net')).createServer(); await new Promise((well, ill) => server.on('error', ill).listen(at.drop + '/' + id, well));`,
    came: makes,
  },
  'net-import-data': {
    does: 'fetches from a module given as text',
    tries: `await (await import('data:text/javascript,export default (url) => fetch(url)')).default('http://127.0.0.1:' + at.tcpPort + '/' + id);`,
    came: arrives,
  },
};
