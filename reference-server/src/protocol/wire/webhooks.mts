import type { Webhook } from '../../whatsapp/model.mts';
import { WEBHOOK_EVENTS } from '../../whatsapp/webhook-events.mts';
import type { WebhookEvent } from '../../whatsapp/webhook-events.mts';
import type { CreateWebhookAnswer, WebhookAnswer } from '../schemas/webhooks.mts';
import { numberById } from '../../whatsapp/state.mts';
import type { State } from '../../whatsapp/state.mts';
import type { Shapes } from '../shapes.mts';

/** A webhook as the API shows it; the switch `webhookEvents` can leave its events out. */
export function webhookAnswer(state: State, webhook: Webhook, shapes: Shapes): WebhookAnswer {
	const { id, tenantId, name, url, active, events, numberId } = webhook;
	return {
		id,
		tenantId,
		name,
		url,
		environment: 'LIVE',
		active,
		...(shapes.webhookEvents === 'present' ? { events: eventList(events, shapes) } : {}),
		apiKeys: state.keys.filter((key) => key.numberId === numberId).map((key) => key.id),
		lastTriggered: webhook.lastTriggered,
		whatsappNumberIds: [numberId],
		whatsappInstanceIds: [numberById(state, numberId).instanceId],
		createdAt: webhook.createdAt,
		updatedAt: webhook.updatedAt,
	};
}

/** The webhook as a change answers it. */
export function changedAnswer(
	state: State,
	webhook: Webhook,
	shapes: Shapes,
): Omit<WebhookAnswer, 'apiKeys' | 'lastTriggered' | 'whatsappNumberIds' | 'whatsappInstanceIds'> {
	const { apiKeys, lastTriggered, whatsappNumberIds, whatsappInstanceIds, ...answer } =
		webhookAnswer(state, webhook, shapes);
	return answer;
}

/** The list of webhooks, in the form that the switch `webhookList` asks for. */
export function webhookListAnswer(answers: WebhookAnswer[], { webhookList }: Shapes) {
	if (webhookList === 'array') return answers;
	return webhookList === 'data' ? { data: answers } : { webhooks: answers };
}

function eventList(events: WebhookEvent[], { webhookStar }: Shapes): WebhookEvent[] {
	const isWhole = webhookStar === 'list' && events.includes('*');
	return isWhole ? WEBHOOK_EVENTS.filter((event) => event !== '*') : events;
}

/** The answer to creating a webhook, in the form that the switch `webhookCreateBody` asks for. */
export function createWebhookAnswer(answer: WebhookAnswer, shapes: Shapes): CreateWebhookAnswer {
	switch (shapes.webhookCreateBody) {
		case 'object':
			return answer;
		case 'id':
			return { id: answer.id };
		case 'data':
			return { data: answer };
		case 'webhook':
			return { webhook: answer };
	}
}
