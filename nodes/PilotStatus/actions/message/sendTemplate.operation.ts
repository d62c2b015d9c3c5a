import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Failure, quote } from '../../../shared/words/failure';
import { parseTemplateId } from '../../../shared/values/id';
import { toSwitch } from '../../../shared/values/setting';
import { getTemplate, toTemplate } from '../../templates';
import type { Template } from '../../templates';
import type { Send } from '../../../shared/requests/request';
import { hintsOf } from '../../hints';
import { spreadOf } from '../../campaign/spread';
import { messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';
import { readMedia } from './media';
import { mediaFields } from './mediaFields';
import { destinationFields, readDestination, sendMessage, sendTarget } from './send';
import { readSendOptions, sendOptions } from './sendOptions';
import { templateFields } from './templateFields';
import { readVariables, refuseMissing } from './variables';

const templateOptions: INodeProperties[] = [
	{
		displayName: 'AI Rewrite',
		name: 'aiRewriteEnabled',
		type: 'boolean',
		default: false,
		description: 'Whether Pilot Status may rephrase the text with AI (marketing templates only)',
	},
	{
		displayName: 'Media',
		name: 'media',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add Media',
		description: "File to send in place of the template's own",
		options: [{ displayName: 'Media', name: 'values', values: mediaFields }],
	},
];

/** `POST /v1/messages/send` with `templateId`. */
export const sendTemplate: Operation = {
	value: 'sendTemplate',
	name: 'Send Template',
	action: 'Send template message',
	description: 'Send a message from a template, with its variables filled in',
	builderHint:
		'The way to write first on Meta numbers, at any time; the template must be approved.',
	fields: [
		...destinationFields,
		...templateFields,
		messageOptionsField(...sendOptions, ...templateOptions),
	],
	writes: true,
	target: sendTarget,
	async prepare(parameters) {
		const destination = readDestination(parameters);
		const templateId = parseTemplateId(parameters.read('templateId'), 'Template');
		const variables = readVariables(parameters);
		const options = parameters.options();
		const override = (options.media as IDataObject | undefined)?.values as IDataObject | undefined;
		const media = override && (await readMedia(parameters, override));
		const rest = readSendOptions(parameters);
		const aiRewriteEnabled = toSwitch(options.aiRewriteEnabled, 'AI Rewrite');
		if (aiRewriteEnabled !== undefined) rest.marketingOptions = { aiRewriteEnabled };

		let values: Record<string, string> = {};
		const makeBody = async (to: IDataObject) => {
			const hasValues = Object.keys(values).length > 0;
			const body = { ...to, templateId, ...(hasValues && { variables: values }), ...rest };
			return media ? await media.toBody(body) : body;
		};
		const job = sendMessage(parameters, {
			destination,
			content: () => [templateId, variables.given, rest, media?.identity],
			makeBody,
			bytes: media?.bytes,
		});
		return {
			...job,
			async check(send) {
				await job.check?.(send);
				// One look-up per template and execution; where it fails, the API judges the variables.
				const key = `template ${templateId}`;
				const template = await parameters.once(key, async () => await lookUp(send, templateId));
				values = variables.fill(template);
				if (template) refuseMissing(template, values);
				const hints = hintsOf(parameters.context);
				hints.variables(values);
				if (template?.category === 'MARKETING') hints.marketing(spreadOf(parameters)?.gap);
			},
			async run(send) {
				return await job.run(send).catch((error: unknown) => {
					throw naming(templateId, error);
				});
			},
		};
	},
};

/** A template that is gone, or an API in trouble, is told by the message itself; other failures concern it as well. */
async function lookUp(send: Send, templateId: string): Promise<Template | undefined> {
	return await getTemplate(send, templateId).then(toTemplate, (error: unknown) => {
		const { statusCode = 0 } = error instanceof Failure ? error.facts : {};
		if (statusCode === 404 || statusCode >= 500) return undefined;
		throw error;
	});
}

/** A failure about an unknown template names it. */
function naming(templateId: string, error: unknown): unknown {
	if (!(error instanceof Failure) || error.facts.code !== 'TEMPLATE_NOT_FOUND') return error;
	const sentence = `Pilot Status does not know the template ${quote(templateId)}`;
	return new Failure(sentence, error.hint, error.facts);
}
