import { checkNamedNumber } from '../access.mts';
import { keyOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import type { ApiKey, Webhook, WhatsAppNumber } from '../../whatsapp/model.mts';
import { emittableEvents } from '../../whatsapp/engines/features.mts';
import { ApiError } from '../../whatsapp/api-error.mts';
import { noBody, success } from '../schemas/common.mts';
import { errorAnswers } from '../schemas/errors.mts';
import {
	changedWebhook,
	createWebhookAnswer as createSchema,
	createWebhookBody,
	logsQuery,
	updateWebhookBody,
	webhook as webhookSchema,
	webhookList,
	webhookLogs,
	webhookParams,
} from '../schemas/webhooks.mts';
import { numberById } from '../../whatsapp/state.mts';
import type { State } from '../../whatsapp/state.mts';
import {
	changedAnswer,
	createWebhookAnswer,
	webhookAnswer,
	webhookListAnswer,
} from '../wire/webhooks.mts';

/** Webhooks are kept here; `deliveries.mts` serves them and writes the logs. */
export function addWebhookRoutes(app: App, { state, shapes }: Context): void {
	const config = {
		access: { scope: 'any' },
		basis: { mark: 'documented', source: 'webhooks' },
	} as const;
	const one = { params: webhookParams, response: { 200: webhookSchema, ...errorAnswers } };

	app.get(
		'/webhooks',
		{ config, schema: { response: { 200: webhookList, ...errorAnswers } } },
		async (request) =>
			webhookListAnswer(
				visibleWebhooks(state, keyOf(request)).map((one) => webhookAnswer(state, one, shapes)),
				shapes,
			),
	);

	app.post(
		'/webhooks',
		{
			config,
			schema: { body: createWebhookBody, response: { 201: createSchema, ...errorAnswers } },
		},
		async (request, reply) => {
			const { name, url, events, whatsappNumberId } = request.body;
			const key = keyOf(request);
			const number = numberForWebhook(state, key, whatsappNumberId ?? request.exchange.number?.id);
			const now = new Date().toISOString();
			const webhook: Webhook = {
				id: `wh_${state.nextNumber()}`,
				tenantId: key.tenantId,
				name,
				url,
				active: true,
				events: emittableEvents(number, events),
				numberId: number.id,
				lastTriggered: null,
				createdAt: now,
				updatedAt: now,
				logs: [],
			};
			state.webhooks.push(webhook);
			// That creating answers 201 is our choice.
			return reply
				.code(201)
				.send(createWebhookAnswer(webhookAnswer(state, webhook, shapes), shapes));
		},
	);

	app.get('/webhooks/:webhookId', { config, schema: one }, async (request) =>
		webhookAnswer(state, findWebhook(state, keyOf(request), request.params.webhookId), shapes),
	);

	app.patch(
		'/webhooks/:webhookId',
		{
			config,
			schema: {
				params: webhookParams,
				body: updateWebhookBody,
				response: { 200: changedWebhook, ...errorAnswers },
			},
		},
		async (request) => {
			const webhook = findWebhook(state, keyOf(request), request.params.webhookId);
			const { events, ...changes } = request.body;
			Object.assign(webhook, changes, { updatedAt: new Date().toISOString() });
			if (events) {
				webhook.events = emittableEvents(numberById(state, webhook.numberId), events);
			}
			return changedAnswer(state, webhook, shapes);
		},
	);

	app.delete(
		'/webhooks/:webhookId',
		{
			config,
			schema: {
				params: webhookParams,
				response: { 200: success, 204: noBody, ...errorAnswers },
			},
		},
		async (request, reply) => {
			const webhook = findWebhook(state, keyOf(request), request.params.webhookId);
			state.webhooks.splice(state.webhooks.indexOf(webhook), 1);
			reply.statusCode = shapes.webhookDeleteStatus;
			return shapes.webhookDeleteStatus === 204 ? reply.send('') : reply.send({ success: true });
		},
	);

	app.get(
		'/webhooks/:webhookId/logs',
		{
			config,
			schema: {
				params: webhookParams,
				querystring: logsQuery,
				response: { 200: webhookLogs, ...errorAnswers },
			},
		},
		async (request) => {
			const { limit, event } = request.query;
			return findWebhook(state, keyOf(request), request.params.webhookId)
				.logs.filter((entry) => event === undefined || entry.event === event)
				.slice(0, limit);
		},
	);
}

/** A number key sees its number's webhooks, a tenant key all of its tenant. */
function visibleWebhooks(state: State, key: ApiKey): Webhook[] {
	return state.webhooks.filter(
		({ tenantId, numberId }) =>
			tenantId === key.tenantId && (key.scope === 'tenant' || numberId === key.numberId),
	);
}

function findWebhook(state: State, key: ApiKey, webhookId: string): Webhook {
	const webhook = visibleWebhooks(state, key).find(({ id }) => id === webhookId);
	if (webhook) return webhook;
	throw new ApiError(404, 'WEBHOOK_NOT_FOUND', `There is no webhook ${webhookId}.`);
}

function numberForWebhook(state: State, key: ApiKey, named: string | undefined): WhatsAppNumber {
	if (named !== undefined) checkNamedNumber(state, key, named);
	const numberId = key.numberId ?? named;
	if (numberId === undefined) {
		throw new ApiError(400, 'NUMBER_REQUIRED', 'A tenant-scoped key must name a number.');
	}
	return numberById(state, numberId);
}
