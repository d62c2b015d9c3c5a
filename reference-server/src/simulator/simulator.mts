import type { App, Context } from '../protocol/context.mts';
import type { Deliveries } from '../delivery/deliveries.mts';
import { createFeed } from './feed.mts';
import { addGuards } from './guards.mts';
import { addMediaRoute } from './media.mts';
import { addPageFiles } from './page-files.mts';
import { numberQuery, switchesBody, writeBody } from './requests.mts';
import { createSwitches } from './switches.mts';
import { latestMessages, messageView, overview, usableNumber, usableNumbers } from './view.mts';
import { write } from './writing.mts';

export const SIMULATOR_PREFIX = '/simulator';

/** The page that looks like a phone's chats, and what it works with. It stands beside the API. */
export function addSimulator(app: App, context: Context, deliveries: Deliveries): void {
	const { state } = context;
	const switches = createSwitches(context);
	const feed = createFeed(state, {
		overview: (number) => overview(context, deliveries, switches, number),
		messages: (number) => latestMessages(state, number),
		message: (message) => messageView(state, message),
	});
	app.addHook('preClose', async () => feed.close());
	app.addHook('onRoute', (route) => {
		route.schema = { ...route.schema, hide: true };
	});
	addGuards(app);
	addPageFiles(app);
	addMediaRoute(app, state);

	app.get('/numbers', async () =>
		usableNumbers(state).map(({ id, session }) => ({
			id,
			session,
			isHeard: state.webhooks.some(({ numberId, active }) => numberId === id && active),
		})),
	);

	app.get('/events', { schema: { querystring: numberQuery } }, async (request, reply) => {
		const number = usableNumber(state, request.query.number);
		reply.hijack();
		const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream' };
		reply.raw.writeHead(200, headers as Record<string, string>);
		feed.open(number, reply.raw);
	});

	app.post('/messages', { schema: { body: writeBody } }, async (request, reply) => {
		const number = usableNumber(state, request.body.numberId);
		return reply.code(201).send(messageView(state, write(state, number, request.body)));
	});

	app.post('/switches', { schema: { body: switchesBody } }, async (request) => {
		const { numberId, ...values } = request.body;
		const number = usableNumber(state, numberId);
		switches.set(number, values);
		return switches.read(number);
	});
}
