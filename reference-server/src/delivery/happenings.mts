import { emittableEvents } from '../whatsapp/engines/features.mts';
import { numberById } from '../whatsapp/state.mts';
import type { State } from '../whatsapp/state.mts';
import type { StateEvents } from '../whatsapp/state.mts';
import type { WebhookEvent } from '../whatsapp/webhook-events.mts';
import type { FlowAnswer } from '../whatsapp/model.mts';
import { flowData, numberData } from './event-data.mts';
import type { WebhookData } from './event-data.mts';

type Deliver = (event: WebhookEvent, data: WebhookData, to: { numberId: string }) => unknown;

/** Tells webhooks what happens besides messages, from now on; the function that it gives ends that. */
export function tellHappenings(state: State, deliver: Deliver): () => void {
	/** A number whose provider has no such event is silent. */
	const tell = (event: WebhookEvent, data: WebhookData, numberId: string) => {
		const number = numberById(state, numberId);
		if (emittableEvents(number, [event]).length) deliver(event, data, { numberId });
	};
	const onNumber = (...[number, event]: StateEvents['number changed']) =>
		tell(event, numberData(number), number.id);
	const onFlow = (answer: FlowAnswer) =>
		tell('flow.response_received', flowData(answer), answer.numberId);
	state.events.on('number changed', onNumber);
	state.events.on('flow answered', onFlow);
	return () => {
		state.events.off('number changed', onNumber);
		state.events.off('flow answered', onFlow);
	};
}
