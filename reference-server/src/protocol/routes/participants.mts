import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import {
	addParticipants,
	findGroup,
	removeParticipants,
	setRole,
} from '../../whatsapp/groups/membership.mts';
import type { Outcome } from '../../whatsapp/groups/membership.mts';
import type { Group, WhatsAppNumber } from '../../whatsapp/model.mts';
import { noBody } from '../schemas/common.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { groupParams, participantsBody, writeAnswer } from '../schemas/groups.mts';
import { writeBody } from '../wire/participants.mts';
import { GROUP_ACCESS } from './groups.mts';

type Change = (owner: WhatsAppNumber, group: Group, numbers: readonly string[]) => Outcome[];

/** Add, remove, promote and demote: four endpoints of one form. */
export function addParticipantRoutes(app: App, { state, shapes }: Context): void {
	const route = (method: 'POST' | 'DELETE', path: string, change: Change) =>
		app.route({
			method,
			url: `/groups/:groupId/participants${path}`,
			config: {
				access: GROUP_ACCESS,
				basis: { mark: 'documented', source: 'groups; what it answers is open' },
			},
			schema: {
				params: groupParams,
				body: participantsBody,
				response: { 200: writeAnswer, 201: writeAnswer, 204: noBody, ...errorAnswers },
			},
			handler: async (request, reply) => {
				const number = numberOf(request);
				const group = findGroup(state, number, request.params.groupId);
				const outcomes = change(number, group, request.body.participants);
				reply.statusCode = shapes.groupWriteStatus;
				return reply.send(
					shapes.groupWriteStatus === 204 ? '' : writeBody(outcomes, number, shapes),
				);
			},
		});

	route('POST', '', (owner, group, numbers) => addParticipants(state, owner, group, numbers));
	route('DELETE', '', (_owner, group, numbers) => removeParticipants(group, numbers));
	route('POST', '/promote', (_owner, group, numbers) => setRole(group, numbers, 'admin'));
	route('POST', '/demote', (_owner, group, numbers) => setRole(group, numbers, 'member'));
}
