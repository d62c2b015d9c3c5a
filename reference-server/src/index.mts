/** The public door: everything that others may use of the reference server. */
export { CHECKED } from './checked.mts';
export { createShapes, SHAPE_VALUES } from './protocol/shapes.mts';
export type { ShapeName, Shapes } from './protocol/shapes.mts';
export * from './seeds/index.mts';
export { startReferenceServer } from './server.mts';
export type {
	Fault,
	InboundMessage,
	LogEntry,
	ReferenceServer,
	ReferenceServerOptions,
	State,
} from './server.mts';
export type { Webhook } from './whatsapp/model.mts';
export { WEBHOOK_EVENTS } from './whatsapp/webhook-events.mts';
