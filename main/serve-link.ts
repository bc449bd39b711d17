import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';

import type { Core } from './core.ts';

/** The contract's implementation, with what its handlers work on. */
type Implementation = Pick<Core, 'router' | 'context'>;

/** Answers the contract's calls on an open WebSocket until it closes. */
export type ServeSocket = (socket: WebSocket) => void;

/** Answers the contract's calls on a port until it closes: Node's MessagePort, or Electron's. The caller starts the port. */
export type ServePort = (port: Parameters<PortHandler<Core['context']>['upgrade']>[0]) => void;

/** The form of the messages: https://orpc.dev/docs/adapters/websocket */
export function serveSockets({ router, context }: Implementation): ServeSocket {
  const handler = new SocketHandler(router);
  return (socket) => void handler.upgrade(socket, { context });
}

/** The form of the messages: https://orpc.dev/docs/adapters/message-port */
export function servePorts({ router, context }: Implementation): ServePort {
  const handler = new PortHandler(router);
  return (port) => handler.upgrade(port, { context });
}
