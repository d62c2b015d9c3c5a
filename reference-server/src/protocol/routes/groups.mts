import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import {
	createGroup,
	findGroup,
	inviteLink,
	newInviteCode,
} from '../../whatsapp/groups/membership.mts';
import type { Group } from '../../whatsapp/model.mts';
import { ApiError } from '../../whatsapp/api-error.mts';
import { noBody } from '../schemas/common.mts';
import { errorAnswers } from '../schemas/errors.mts';
import {
	createGroupBody,
	createGroupAnswer,
	groupAnswer,
	groupList,
	groupParams,
	inviteAnswer,
	inviteBody,
	pinBody,
	writeAnswer,
} from '../schemas/groups.mts';
import type { State } from '../../whatsapp/state.mts';
import { createdBody, groupBody } from '../wire/participants.mts';

/** Every group endpoint: number-scoped key, a provider with groups, an open session. */
export const GROUP_ACCESS = {
	scope: 'number',
	acting: true,
	features: ['groups'],
	session: true,
} as const;

/** `/groups`, `/groups/:groupId`, its invite link and its pinned messages. */
export function addGroupRoutes(app: App, { state, shapes }: Context): void {
	const config = {
		access: GROUP_ACCESS,
		basis: { mark: 'documented', source: 'groups' },
	} as const;

	app.get(
		'/groups',
		{ config, schema: { response: { 200: groupList, ...errorAnswers } } },
		async (request) => {
			const mine = state.groups.filter(({ numberId }) => numberId === numberOf(request).id);
			if (shapes.groupList === 'array') return mine.map(({ id, subject }) => ({ id, subject }));
			return { groups: mine.map(({ id, subject }) => ({ id, name: subject })) };
		},
	);

	app.post(
		'/groups',
		{
			config,
			schema: {
				body: createGroupBody,
				response: { 200: createGroupAnswer, 201: createGroupAnswer, ...errorAnswers },
			},
		},
		async (request, reply) => {
			const { subject, participants = [] } = request.body;
			const owner = numberOf(request);
			const created = createGroup(state, owner, subject, participants);
			return reply.code(shapes.groupCreateStatus).send(createdBody(created, owner, shapes));
		},
	);

	app.get(
		'/groups/:groupId',
		{
			config,
			schema: { params: groupParams, response: { 200: groupAnswer, ...errorAnswers } },
		},
		async (request) => {
			const group = findGroup(state, numberOf(request), request.params.groupId);
			return groupBody(group, shapes, shapes.groupGetId === 'present');
		},
	);

	app.post(
		'/groups/:groupId/invite',
		{
			config,
			schema: {
				params: groupParams,
				body: inviteBody,
				response: { 200: inviteAnswer, 201: inviteAnswer, ...errorAnswers },
			},
		},
		async (request, reply) => {
			const group = findGroup(state, numberOf(request), request.params.groupId);
			if (request.body?.reset) group.inviteCode = newInviteCode(state);
			return reply.code(shapes.groupCreateStatus).send({ link: inviteLink(group) });
		},
	);

	app.post(
		'/groups/:groupId/pin',
		{
			config: { ...config, access: { ...GROUP_ACCESS, features: ['groups', 'pins'] } },
			schema: {
				params: groupParams,
				body: pinBody,
				response: { 200: writeAnswer, 201: writeAnswer, 204: noBody, ...errorAnswers },
			},
		},
		async (request, reply) => {
			const { messageId, action } = request.body;
			const group = findGroup(state, numberOf(request), request.params.groupId);
			checkPinnable(state, group, messageId);
			group.pinnedMessageIds = group.pinnedMessageIds.filter((id) => id !== messageId);
			if (action === 'pin') group.pinnedMessageIds.push(messageId);

			const empty = shapes.groupWriteStatus === 204 || shapes.groupWriteBody === 'empty';
			reply.statusCode = shapes.groupWriteStatus;
			return empty ? reply.send('') : reply.send({ success: true });
		},
	);
}

/** Which id is wanted is open; it is taken to be the WhatsApp id of a message in this group. */
function checkPinnable(state: State, group: Group, messageId: string): void {
	const found = state.messages.some(
		(message) =>
			message.numberId === group.numberId &&
			message.groupId === group.id &&
			message.externalMessageId === messageId,
	);
	if (found) return;
	throw new ApiError(
		404,
		'MESSAGE_NOT_FOUND',
		`The group ${group.id} has no message with the WhatsApp id ${messageId}.`,
	);
}
