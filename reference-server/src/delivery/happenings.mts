import { emittableEvents } from '../whatsapp/engines/features.mts';
import { numberById } from '../whatsapp/state.mts';
import type { State } from '../whatsapp/state.mts';
import type { Shapes } from '../protocol/shapes.mts';
import type { StateEvents } from '../whatsapp/state.mts';
import type { WebhookEvent } from '../whatsapp/webhook-events.mts';
import { CALL_EVENT, callData, permissionData } from './call-data.mts';
import { flowData, leadData, numberData } from './event-data.mts';
import type { WebhookData } from './event-data.mts';

type Told =
	| 'number changed'
	| 'lead received'
	| 'flow answered'
	| 'call changed'
	| 'call permission changed';
type Listeners = { [Name in Told]: (...happened: StateEvents[Name]) => void };
type Deliver = (event: WebhookEvent, data: WebhookData, to: { numberId: string }) => unknown;

/** Tells webhooks what happens besides messages, from now on; the function that it gives ends that. */
export function tellHappenings(state: State, shapes: Shapes, deliver: Deliver): () => void {
	/** A number whose provider has no such event is silent. */
	const tell = (event: WebhookEvent, data: WebhookData, numberId: string) => {
		const number = numberById(state, numberId);
		if (emittableEvents(number, [event]).length) deliver(event, data, { numberId });
	};
	const listeners: Listeners = {
		'number changed': (number, event) => tell(event, numberData(number), number.id),
		'lead received': (lead) => tell('lead.received', leadData(lead), lead.numberId),
		'flow answered': (answer) => tell('flow.response_received', flowData(answer), answer.numberId),
		'call changed'(call) {
			const event = CALL_EVENT[call.status];
			const { numberId } = call;
			if (event) tell(event, callData(numberById(state, numberId), call, shapes), numberId);
		},
		'call permission changed'(permission, at) {
			const { numberId } = permission;
			const data = permissionData(numberById(state, numberId), permission, at, shapes);
			tell('call.permission_updated', data, numberId);
		},
	};
	const names = Object.keys(listeners) as Told[];
	for (const name of names) state.events.on(name, listeners[name] as () => void);
	return () => {
		for (const name of names) state.events.off(name, listeners[name] as () => void);
	};
}
