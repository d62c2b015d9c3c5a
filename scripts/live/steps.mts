import { z } from 'zod/v4';

import {
	errorBody,
	groupAnswer,
	groupList,
	groupMessageList,
	historyList,
	messageStatus,
	newsletterList,
	template,
	templateList,
	unreadList,
	webhook,
	webhookList,
	webhookLogs,
} from 'pilotstatus-reference-server/schemas';
import type { Answer, Question } from './client.mts';
import {
	fieldsOf,
	groupFindings,
	groupListFindings,
	groupNameFindings,
	listIn,
	nameFindings,
	newsletterListFindings,
	refusalFindings,
	templateFindings,
	webhookFindings,
} from './open-points.mts';
import { deliveryFindings } from './delivery-points.mts';
import type { Finding } from './open-points.mts';

/** Ids that earlier answers brought, for the questions that follow. */
export interface Seen {
	group?: string;
	template?: string;
	message?: string;
	webhook?: string;
	/** Made by this run, and to be taken away by it. */
	scheduled?: string;
	/** Made by this run, and to be taken away by it. */
	ownWebhook?: string;
}

/** One question and what the contract says about its answer. */
export interface Step {
	/** What it asks, as it is printed. */
	title: string;
	/** Undefined where an id is missing that earlier answers did not bring. */
	question(seen: Seen): Question | undefined;
	/** Statuses that the contract allows. */
	status: readonly number[];
	schema: z.ZodType;
	/** The stable code that a refusal must carry. */
	code?: string;
	/** That code or status is the reference server's choice: another one is news and no fault. */
	isOurChoice?: true;
	/** What the answer tells about open points. */
	findings?(answer: Answer): Finding[];
	/** What it makes, whose id `keep` must find so that a later step can take it away. */
	makes?: 'scheduled' | 'ownWebhook';
	/** Keeps what later questions need. */
	keep?(answer: Answer, seen: Seen): void;
}

/** An id that nobody has, in every form that is asked for. */
const NOBODY = 'n8n-nodes-pilotstatus-nobody';

/** A question that needs an id of an earlier answer. */
export const about =
	(name: keyof Seen, path: (id: string) => string, method: Question['method'] = 'GET') =>
	(seen: Seen): Question | undefined => {
		const id = seen[name];
		return id === undefined ? undefined : { method, path: path(encodeURIComponent(id)) };
	};

const get = (path: string) => (): Question => ({ method: 'GET', path });

/** The id of the first thing in a list that fits. */
function firstId(
	{ body }: Answer,
	fits: (item: Record<string, unknown>) => boolean = () => true,
): string | undefined {
	const item = listIn(body)
		.map(fieldsOf)
		.find((one) => typeof one.id === 'string' && fits(one));
	return item?.id as string | undefined;
}

/** A question about something that does not exist. */
function refusal(title: string, path: string, status: number, code: string): Step {
	return { title, question: get(path), status: [status], schema: errorBody, code };
}

/** Everything that can be asked without changing anything. */
export const READ_STEPS: readonly Step[] = [
	{
		title: 'GET /templates',
		question: get('/templates'),
		status: [200],
		schema: templateList,
		findings: templateFindings,
		keep: (answer, seen) => (seen.template = firstId(answer)),
	},
	{
		title: 'GET /templates/{templateId}',
		question: about('template', (id) => `/templates/${id}`),
		status: [200],
		schema: template,
	},
	{
		title: 'GET /groups',
		question: get('/groups'),
		status: [200],
		schema: groupList,
		findings: groupListFindings,
		keep: (answer, seen) => (seen.group ??= firstId(answer)),
	},
	{
		title: 'GET /groups/{groupId}',
		question: about('group', (id) => `/groups/${id}`),
		status: [200],
		schema: groupAnswer,
		findings: groupFindings,
	},
	{
		title: 'GET /messages/group',
		question: get('/messages/group?pageSize=20'),
		status: [200],
		schema: groupMessageList,
		findings: (answer) => [
			...nameFindings('messageFrom', answer),
			...nameFindings('messageGroup', answer),
			...groupNameFindings(answer),
		],
	},
	{
		title: 'GET /messages/history',
		question: get('/messages/history?pageSize=20'),
		status: [200],
		schema: historyList,
		keep: (answer, seen) =>
			(seen.message = firstId(answer, ({ direction }) => direction === 'OUTBOUND')),
	},
	{
		title: 'GET /messages/unread',
		question: get('/messages/unread?pageSize=20'),
		status: [200],
		schema: unreadList,
	},
	{
		title: 'GET /messages/{messageId}',
		question: about('message', (id) => `/messages/${id}`),
		status: [200],
		schema: messageStatus,
	},
	{
		title: 'GET /newsletters',
		question: get('/newsletters'),
		status: [200],
		schema: newsletterList,
		findings: newsletterListFindings,
	},
	{
		title: 'GET /webhooks',
		question: get('/webhooks'),
		status: [200],
		schema: webhookList,
		findings: webhookFindings,
		keep: (answer, seen) => (seen.webhook = firstId(answer)),
	},
	{
		title: 'GET /webhooks/{webhookId}',
		question: about('webhook', (id) => `/webhooks/${id}`),
		status: [200],
		schema: webhook,
	},
	{
		title: 'GET /webhooks/{webhookId}/logs',
		question: about('webhook', (id) => `/webhooks/${id}/logs?limit=50`),
		status: [200],
		schema: webhookLogs,
		findings: deliveryFindings,
	},
	{
		...refusal('GET /templates with a key of nobody', '/templates', 401, 'INVALID_API_KEY'),
		question: () => ({ method: 'GET', path: '/templates', key: `ps_${NOBODY}` }),
		isOurChoice: true,
	},
	{
		...refusal('GET /groups/{nobody}', `/groups/${NOBODY}%40g.us`, 404, 'GROUP_NOT_FOUND'),
		isOurChoice: true,
	},
	{
		...refusal('GET /messages/{nobody}', `/messages/${NOBODY}`, 404, 'MESSAGE_NOT_FOUND'),
		isOurChoice: true,
	},
	refusal(
		'GET /messages/group from a start after its end',
		'/messages/group?startDate=2026-01-02T00:00:00Z&endDate=2026-01-01T00:00:00Z',
		400,
		'INVALID_DATE_RANGE',
	),
	{
		...refusal(
			'GET /messages/group with pages of nothing',
			'/messages/group?pageSize=0',
			400,
			'VALIDATION_ERROR',
		),
		findings: refusalFindings,
	},
	refusal('GET /templates/{nobody}', `/templates/${NOBODY}`, 404, 'TEMPLATE_NOT_FOUND'),
	refusal('GET /webhooks/{nobody}', `/webhooks/${NOBODY}`, 404, 'WEBHOOK_NOT_FOUND'),
];
