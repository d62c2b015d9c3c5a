import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { resources } from '../../nodes/PilotStatus/actions/index.ts';
import { PilotStatus } from '../../nodes/PilotStatus/PilotStatus.node.ts';
import { PilotStatusPollingTrigger } from '../../nodes/PilotStatusPollingTrigger/PilotStatusPollingTrigger.node.ts';
import { PilotStatusTrigger } from '../../nodes/PilotStatusTrigger/PilotStatusTrigger.node.ts';
import { EDITOR_NAMES } from '../../nodes/shared/words/substance.ts';

type Option = INodeProperties | INodePropertyOptions | INodePropertyCollection;
const label = (option: Option) => ('displayName' in option ? option.displayName : option.name);

/** Every list of choices in the node, with the place where it stands. */
function* lists(properties: INodeProperties[], path = ''): Generator<[string, string[]]> {
	for (const property of properties) {
		const here = `${path}/${property.name}`;
		if (!property.options) continue;
		yield [here, (property.options as Option[]).map(label)];
		for (const option of property.options) {
			if ('values' in option) yield* lists(option.values, `${here}/${option.name}`);
		}
	}
}

/** Every field, also within collections. */
function* fields(properties: INodeProperties[]): Generator<INodeProperties> {
	for (const property of properties) {
		if (property.name !== 'operation') yield property;
		for (const option of property.options ?? []) {
			if ('values' in option) yield* fields(option.values);
			else if ('type' in option) yield* fields([option as INodeProperties]);
		}
	}
}

describe('the description of the node', () => {
	const { properties } = new PilotStatus().description;

	it.each([...lists(properties)])('sorts the choices of %s by name', (_path, labels) => {
		expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
	});

	it('has a field for everything under its fixed name', () => {
		const fixed =
			'groupId leadId callId to sdp simplify subject participants removeOthers resetLink messageId returnAll limit sendTo message answerBy responseType choices approvalOptions messageIds source filters destinationNumber newsletterId text templateId variablesMode variables variableValues mediaSource mediaUrl binaryPropertyName mediaType caption numbers timezone buttonText sections cards flowId cta screen data mode includeMessages numberId mediaId phoneNumberId name category language bodyText headerText footerText buttons examples options resource operation';
		expect([...new Set(properties.map(({ name }) => name))].sort()).toEqual(
			fixed.split(' ').sort(),
		);
	});

	it('has a field under every name by which an error calls one', () => {
		const names = new Set([...fields(properties)].map(({ displayName }) => displayName));
		expect([...EDITOR_NAMES.values()].filter((name) => !names.has(name))).toEqual([]);
	});

	it('shows each field with the operations that read it, and no other', () => {
		const shown = new Map<string, string[]>();
		for (const { name, displayOptions } of properties) {
			const { resource, operation } = displayOptions?.show ?? {};
			if (name === 'resource' || name === 'operation') continue;
			expect(resource).toHaveLength(1);
			expect(operation).toHaveLength(1);
			const place = `${String(resource)}: ${String(operation)}`;
			shown.set(place, [...(shown.get(place) ?? []), name]);
		}
		expect(shown.get('group: getAll')).toEqual(['returnAll', 'limit', 'options']);
		expect(shown.get('group: create')).toEqual(['subject', 'participants', 'options']);
		expect(shown.get('message: cancel')).toEqual(['messageIds', 'options']);
		expect(new Set(shown.get('message: sendText'))).toEqual(
			new Set(['sendTo', 'groupId', 'newsletterId', 'destinationNumber', 'text', 'options']),
		);
		expect(shown.size).toBe(resources.flatMap(({ operations }) => operations).length);
		const limit = properties.find(({ name }) => name === 'limit');
		expect(limit!.displayOptions!.show).toMatchObject({ returnAll: [false] });
	});

	it('offers the operations of each resource, and begins with one of them', () => {
		const lists = properties.filter(({ name }) => name === 'operation');
		expect(lists.map(({ displayOptions }) => displayOptions)).toEqual([
			...'analytics call conversation group lead media message newsletter number referral template'
				.split(' ')
				.map((resource) => ({ show: { resource: [resource] } })),
		]);
		for (const { options, default: start } of lists) {
			const operations = options as INodePropertyOptions[];
			expect(operations.map(({ value }) => value)).toContain(start);
			for (const one of operations) {
				const more = ['displayOptions', 'builderHint'];
				const keys = Object.keys(one).filter((key) => !more.includes(key));
				expect(keys).toEqual(['name', 'value', 'action', 'description']);
			}
		}
	});

	it('is found by the words that people type', () => {
		const { alias } = JSON.parse(readFileSync('nodes/PilotStatus/PilotStatus.node.json', 'utf8'));
		const words =
			'planilha disparo modelo grupo canal figurinha relatório template broadcast lead anúncio ligação chamada'.split(
				' ',
			);
		expect(alias).toEqual(expect.arrayContaining([...words, 'QR code', 'check number']));
	});

	it('tells people and AI models what to put into each field', () => {
		const mute = [...fields(properties)].filter(
			({ description, type }) => !description && type !== 'collection',
		);
		expect(mute.map(({ name }) => name)).toEqual(['resource']);
	});
});

describe('the description of the polling trigger', () => {
	const { description } = new PilotStatusPollingTrigger();

	it.each([...lists(description.properties)])(
		'sorts the choices of %s by name',
		(_path, labels) => {
			expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
		},
	);
});

describe('the description of the trigger', () => {
	const { description } = new PilotStatusTrigger();
	const { properties } = description;

	it.each([...lists(properties)])('sorts the choices of %s by name', (_path, labels) => {
		expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
	});

	it('has every field and event under its fixed name', () => {
		const options = properties.find(({ name }) => name === 'options')!.options as INodeProperties[];
		expect(properties.map(({ name }) => name)).toEqual(['events', 'groups', 'options']);
		expect(options.map(({ name }) => name)).toEqual(
			'burst downloadMedia fillInGroupName includeOwnMessages maxAge maxMediaSize messageTypes senders signatureHeader skipDuplicates textMatch textPattern'.split(
				' ',
			),
		);
		const [events] = properties;
		const documented =
			'message.sent message.delivered message.read message.failed message.received message.reply message.group message.newsletter number.created number.connected number.disconnected number.removed call.ringing call.connected call.ended call.missed call.permission_updated calls number.restored lead.received flow.response_received *';
		const values = (events!.options as INodePropertyOptions[]).map(({ value }) => value);
		expect(values.sort()).toEqual(documented.split(' ').sort());
		expect(events!.default).toEqual(['message.group']);
	});

	it('is no tool for AI agents, and has one webhook that only takes POST', () => {
		expect(description.usableAsTool).toBeUndefined();
		expect(description.webhooks).toMatchObject([{ httpMethod: 'POST', path: 'webhook' }]);
	});
});
