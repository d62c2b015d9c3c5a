import type { INodeParameters } from 'n8n-workflow';

import type { NodeSketch } from '../../test/harness/engine.mts';
import { GROUPS, PEOPLE, TEMPLATES } from 'pilotstatus-reference-server';

/** Rows as a spreadsheet would give them; Paula's privacy settings do not let others add her. */
export const people = [
	{ name: 'Dieter', phone: '+49 1511 2345678' },
	{ name: 'Ana', phone: '+55 (11) 98765-4321' },
	{ name: 'Bruno', phone: PEOPLE.bruno },
	{ name: 'Paula', phone: PEOPLE.private },
];

/** A picture that comes along with the rows, as a file node would give it: one pixel. */
export const plan = {
	mimeType: 'image/png',
	fileName: 'planta.png',
	data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
};

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const createdGroup = byId("={{ $('Create group').first().json.id }}");

/** One node that runs once, whatever the number of items before it. */
const step = (name: string, resource: string, operation: string, parameters: INodeParameters) =>
	({
		name,
		executeOnce: true,
		parameters: { resource, operation, ...parameters },
	}) satisfies NodeSketch;

/** The workflow: each node works on what the ones before it gave. */
export const steps: NodeSketch[] = [
	step('Send image from file', 'message', 'sendMedia', {
		sendTo: 'group',
		groupId: byId(GROUPS.modern),
		mediaSource: 'binary',
		caption: 'Planta da Obra 57',
	}),
	step('List groups', 'group', 'getAll', { limit: 3 }),
	step('Create group', 'group', 'create', {
		subject: 'Obra 57',
		participants: "={{ $('Start').all().slice(0, 2).map(row => row.json.phone) }}",
	}),
	step('Add the others', 'group', 'addParticipants', {
		groupId: createdGroup,
		participants: "={{ $('Start').all().slice(2).map(row => row.json.phone).join(', ') }}",
	}),
	step('Promote Ana', 'group', 'promoteParticipants', {
		groupId: createdGroup,
		participants: "={{ $('Start').all()[1].json.phone }}",
	}),
	step('Get invite link', 'group', 'getInviteLink', { groupId: createdGroup }),
	step('Send link to group', 'message', 'sendText', {
		sendTo: 'group',
		groupId: createdGroup,
		text: '=Bem-vindos à Obra 57! Convidem quem falta: {{ $json.link }}',
	}),
	step('Send template to group', 'message', 'sendTemplate', {
		sendTo: 'group',
		groupId: createdGroup,
		templateId: byId(TEMPLATES.approved),
		variables: {
			mappingMode: 'defineBelow',
			value: { nome: 'pessoal', pedido: '={{ 57 }}', codigo: 'BR57' },
		},
	}),
	step('Schedule reminder', 'message', 'sendText', {
		sendTo: 'group',
		groupId: createdGroup,
		text: 'Reunião amanhã às 8h.',
		options: { deliverAt: '={{ $now.plus({ days: 1 }) }}' },
	}),
	step('Cancel reminder', 'message', 'cancel', { messageIds: '={{ $json.id }}' }),
	step('Read group back', 'group', 'get', { groupId: createdGroup }),
];
