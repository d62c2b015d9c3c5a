import { fastify } from 'fastify';
import type { RouteOptions } from 'fastify';
import { fastifySwagger } from '@fastify/swagger';
import {
	jsonSchemaTransform,
	jsonSchemaTransformObject,
	serializerCompiler,
} from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/v4';

import type { Basis } from './basis.mts';
import type { App, Context } from './protocol/context.mts';
import type { Deliveries } from './delivery/deliveries.mts';
import { addDoors } from './protocol/doors.mts';
import { addErrorHandling } from './protocol/error-handler.mts';
import { addPipeline, API_PREFIX } from './protocol/pipeline.mts';
import { addAdRoutes } from './protocol/routes/ads.mts';
import { addCallPermissionRoutes } from './protocol/routes/call-permissions.mts';
import { addCallRoutes } from './protocol/routes/calls.mts';
import { addConversationRoutes } from './protocol/routes/conversations.mts';
import { addGroupRoutes } from './protocol/routes/groups.mts';
import { addMediaDownloadRoute } from './protocol/routes/media.mts';
import { addMessageListRoutes } from './protocol/routes/message-lists.mts';
import { addMessageRoutes } from './protocol/routes/messages.mts';
import { addNewsletterRoute } from './protocol/routes/newsletters.mts';
import { addNumberCheckRoute } from './protocol/routes/number-checks.mts';
import { addNumberRoutes } from './protocol/routes/numbers.mts';
import { addParticipantRoutes } from './protocol/routes/participants.mts';
import { addPlannedRoutes } from './protocol/routes/planned.mts';
import { addSendRoute } from './protocol/routes/send.mts';
import { addTemplateRoutes } from './protocol/routes/templates.mts';
import { addWebhookRoutes } from './protocol/routes/webhooks.mts';
import { addSimulator, SIMULATOR_PREFIX } from './simulator/simulator.mts';
import { validatorCompiler } from './protocol/validation.mts';

/** The routes of the API by their names, as faults and the log use them, and how well each is known. */
export type Routes = Map<string, Basis>;

/** The HTTP side, ready to listen. Throws an Error for a route that does not say how well it is known. */
export async function buildApp(
	context: Context,
	deliveries: Deliveries,
	planned: Readonly<Record<string, unknown>>,
): Promise<{ app: App; routes: Routes }> {
	const routes: Routes = new Map();
	const app: App = fastify({
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		// Opaque Meta group ids are longer than the router's usual limit of 100.
		routerOptions: { maxParamLength: 500 },
	}).withTypeProvider<ZodTypeProvider>();
	app.setValidatorCompiler(validatorCompiler);
	app.setSerializerCompiler(serializerCompiler);
	app.decorateRequest('exchange');
	await app.register(fastifySwagger, {
		openapi: {
			openapi: '3.1.0',
			info: {
				title: 'Pilot Status API, reference server',
				version: '1.0.0',
				description: 'A strict stand-in, made from the documentation of the API.',
			},
			components: {
				securitySchemes: {
					apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
					apiKeyId: { type: 'apiKey', in: 'header', name: 'x-api-key-id' },
				},
			},
			security: [{ apiKey: [] }, { apiKeyId: [] }],
		},
		transform: jsonSchemaTransform,
		transformObject: jsonSchemaTransformObject,
	});
	addDoors(app);
	app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
	await app.register(
		async (api: App) => {
			api.addHook('onRoute', (route) => {
				noteRoute(routes, route);
				// An endpoint that names no query parameters takes none.
				route.schema = { querystring: z.strictObject({}), ...route.schema };
			});
			addPipeline(api, context);
			addErrorHandling(api, context);
			addGroupRoutes(api, context);
			addParticipantRoutes(api, context);
			addSendRoute(api, context);
			addMessageRoutes(api, context);
			addMessageListRoutes(api, context);
			addTemplateRoutes(api, context);
			addNewsletterRoute(api, context);
			addConversationRoutes(api, context);
			addNumberCheckRoute(api, context);
			addNumberRoutes(api, context);
			addMediaDownloadRoute(api, context);
			addAdRoutes(api, context);
			addCallPermissionRoutes(api, context);
			addCallRoutes(api, context);
			addWebhookRoutes(api, context);
			addPlannedRoutes(api, planned);
		},
		{ prefix: API_PREFIX },
	);
	await app.register(async (page: App) => addSimulator(page, context, deliveries), {
		prefix: SIMULATOR_PREFIX,
	});
	await app.ready();
	return { app, routes };
}

/** Takes a route down by its name. Throws an Error where it does not say how well it is known. */
export function noteRoute(
	routes: Routes,
	{ method, url, config }: Pick<RouteOptions, 'method' | 'url' | 'config'>,
): void {
	const name = `${String(method)} ${url.slice(API_PREFIX.length)}`;
	if (!config?.basis) throw new Error(`the route ${name} has no basis`);
	routes.set(name, config.basis);
}
