import { askPermission, permissionOf } from '../../whatsapp/calls/permissions.mts';
import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import {
	permissionAnswer,
	permissionBody,
	permissionQuery,
	permissionRequested,
} from '../schemas/calls.mts';
import { errorAnswers } from '../schemas/errors.mts';

const STATUS = {
	NO_PERMISSION: 'no_permission',
	TEMPORARY: 'temporary',
	PERMANENT: 'permanent',
} as const;

/** Whether somebody lets a Meta number call, and asking them. */
export function addCallPermissionRoutes(app: App, { state, clock }: Context): void {
	const config = {
		access: { scope: 'number', features: ['callPermissions'] },
		basis: { mark: 'sdk', source: 'CallsResource.get_permissions, README' },
	} as const;

	app.get(
		'/calls/permissions',
		{
			config,
			schema: {
				querystring: permissionQuery,
				response: { 200: permissionAnswer, ...errorAnswers },
			},
		},
		async (request) => {
			const permission = permissionOf(state, numberOf(request), request.query.to);
			return { permission: { status: STATUS[permission] }, actions: [] };
		},
	);

	app.post(
		'/calls/permissions/request',
		{
			config,
			schema: { body: permissionBody, response: { 200: permissionRequested, ...errorAnswers } },
		},
		async (request) => ({
			messageId: askPermission(state, clock, numberOf(request), request.body),
		}),
	);
}
