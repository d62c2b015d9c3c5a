import { z } from 'zod/v4';

import {
	cancelAnswer,
	createWebhookAnswer,
	inviteAnswer,
	messageStatus,
	noBody,
	sendAnswer,
	success,
} from 'pilotstatus-reference-server/schemas';
import type { Answer } from './client.mts';
import { cancelFindings, createWebhookFindings, fieldsOf, sendFindings } from './open-points.mts';
import { about } from './steps.mts';
import type { Seen, Step } from './steps.mts';

/** How far ahead the message is scheduled that is cancelled at once. */
const AHEAD_MS = 30 * 24 * 60 * 60 * 1000;

const TEXT =
	'n8n-nodes-pilotstatus: a check of the API, scheduled and cancelled at once. Please ignore it.';

const idOf = ({ body }: Answer) => {
	const fields = fieldsOf(body);
	const { id } = { ...fieldsOf(fields.data), ...fieldsOf(fields.webhook), ...fields };
	return typeof id === 'string' ? id : undefined;
};

/** A cancelled message is left behind by nobody. */
function forgetCancelled({ body }: Answer, seen: Seen): void {
	if (fieldsOf(body).status === 'CANCELED') delete seen.scheduled;
}

/**
 * What nobody in the group sees: its invite link is read and not renewed, a text is scheduled and
 * cancelled, and a webhook without events is made and deleted.
 */
export const WRITE_STEPS: readonly Step[] = [
	{
		title: 'POST /groups/{groupId}/invite',
		question: (seen) => ({
			...about('group', (id) => `/groups/${id}/invite`, 'POST')(seen)!,
			body: {},
		}),
		status: [200, 201],
		schema: inviteAnswer,
		findings: ({ status }) => [['groupCreateStatus', String(status)]],
	},
	{
		title: 'POST /messages/send, in 30 days',
		question: ({ group }) => ({
			method: 'POST',
			path: '/messages/send',
			body: {
				groupId: group,
				text: TEXT,
				deliverAt: new Date(Date.now() + AHEAD_MS).toISOString(),
			},
		}),
		status: [202],
		schema: sendAnswer,
		findings: sendFindings,
		makes: 'scheduled',
		keep: (answer, seen) => (seen.scheduled = idOf(answer)),
	},
	{
		title: 'GET /messages/{messageId} of the scheduled message',
		question: about('scheduled', (id) => `/messages/${id}`),
		status: [200],
		schema: messageStatus.extend({ status: z.literal('QUEUED') }),
	},
	{
		title: 'DELETE /messages/cancel',
		question: ({ scheduled }) =>
			scheduled === undefined
				? undefined
				: { method: 'DELETE', path: '/messages/cancel', body: { messageIds: [scheduled] } },
		status: [200],
		schema: cancelAnswer,
		findings: cancelFindings,
	},
	{
		title: 'GET /messages/{messageId} of the cancelled message',
		question: about('scheduled', (id) => `/messages/${id}`),
		status: [200],
		schema: messageStatus.extend({ status: z.literal('CANCELED') }),
		keep: forgetCancelled,
	},
	{
		title: 'POST /webhooks, without events',
		question: () => ({
			method: 'POST',
			path: '/webhooks',
			body: {
				url: 'https://example.com/n8n-nodes-pilotstatus',
				name: 'n8n-nodes-pilotstatus: a check of the API',
				events: [],
			},
		}),
		status: [200, 201],
		schema: createWebhookAnswer,
		findings: createWebhookFindings,
		makes: 'ownWebhook',
		keep: (answer, seen) => (seen.ownWebhook = idOf(answer)),
	},
	{
		title: 'DELETE /webhooks/{webhookId}',
		question: about('ownWebhook', (id) => `/webhooks/${id}`, 'DELETE'),
		status: [200, 204],
		schema: z.union([success, noBody]),
		findings: ({ status }) => [['webhookDeleteStatus', String(status)]],
		keep: (_answer, seen) => delete seen.ownWebhook,
	},
];
