import type { Webhook } from '../../whatsapp/model.mts';
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
		...(shapes.webhookEvents === 'present' ? { events } : {}),
		apiKeys: state.keys.filter((key) => key.numberId === numberId).map((key) => key.id),
		lastTriggered: webhook.lastTriggered,
		whatsappNumberIds: [numberId],
		whatsappInstanceIds: [numberById(state, numberId).instanceId],
		createdAt: webhook.createdAt,
		updatedAt: webhook.updatedAt,
	};
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
