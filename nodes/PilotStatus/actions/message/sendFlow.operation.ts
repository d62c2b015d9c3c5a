import type { IDataObject } from 'n8n-workflow';

import { Failure, quote } from '../../../shared/words/failure';
import { isObject } from '../../../shared/values/json';
import { cleanId } from '../../../shared/values/marks';
import { toChoice } from '../../../shared/values/setting';
import { messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';
import { needLabel } from './label';
import { destinationFields, readDestination, sendFields, sendTarget, textField } from './send';
import { readSendOptions, sendOptions } from './sendOptions';

/** Most characters on the button of a flow (Meta's documentation of flows). */
const LONGEST_CTA = 30;

/** `POST /v1/messages/send` with `flow`. */
export const sendFlow: Operation = {
	value: 'sendFlow',
	name: 'Send Flow',
	action: 'Send flow message',
	description: 'Send a form of WhatsApp (a flow of Meta); Meta numbers, within 24 hours',
	fields: [
		...destinationFields,
		textField,
		{
			displayName: 'Flow ID',
			name: 'flowId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 1234567890123456',
			description: 'ID of the flow, as Meta shows it',
		},
		{
			displayName: 'Button Text',
			name: 'cta',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Agendar',
			description: 'What stands on the button that opens the flow, up to 30 characters',
		},
		{
			displayName: 'Screen',
			name: 'screen',
			type: 'string',
			default: '',
			description: 'Screen that the flow begins with; its own first one when empty',
		},
		{
			displayName: 'Data',
			name: 'data',
			type: 'json',
			default: '{}',
			description: 'Values for the first screen, as a JSON object',
		},
		{
			displayName: 'Mode',
			name: 'mode',
			type: 'options',
			options: [
				{ name: 'Draft', value: 'draft', description: 'To try a flow before it is published' },
				{ name: 'Published', value: 'published' },
			],
			default: 'published',
			description: 'Which version of the flow to send',
		},
		messageOptionsField(...sendOptions),
	],
	writes: true,
	target: sendTarget,
	prepare(parameters) {
		const destination = readDestination(parameters);
		const text = parameters.text('text', 'Text', 'Write what stands above the button.');
		const flowId = cleanId(parameters.text('flowId', 'Flow ID', 'Give the ID of the flow.'));
		const cta = needLabel(parameters.read('cta'), 'Button Text', 'the flow', LONGEST_CTA);
		const screen = parameters.optionalText('screen', 'Screen', 'Give the name of the screen.');
		const data = readData(parameters.read('data'));
		const mode = toChoice(parameters.read('mode'), 'Mode', ['draft', 'published']);
		const flow = {
			flowId,
			cta,
			...(screen && { screen: cleanId(screen) }),
			...(data && { data }),
			...(mode === 'draft' && { mode }),
		};
		return sendFields(parameters, destination, { text, flow, ...readSendOptions(parameters) });
	},
};

/** The values for the first screen, or undefined where there are none. */
function readData(value: unknown): IDataObject | undefined {
	const data = typeof value === 'string' ? parse(value) : (value ?? {});
	if (isObject(data)) return Object.keys(data).length > 0 ? data : undefined;
	throw new Failure(
		`${quote(value)} in 'Data' is not a JSON object`,
		'Give an object such as { "nome": "Maria" }, or leave it empty.',
	);
}

function parse(text: string): unknown {
	if (text.trim() === '') return {};
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
