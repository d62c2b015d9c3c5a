import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import { isObject } from '../shared/values/json';
import { toNodeError } from '../shared/words/errors';
import { Failure } from '../shared/words/failure';
import { merge, readParts, textsIn, KEEP_FIXED } from './actions/template/content';
import { bodyOf, getTemplate, placeholders, toTemplate } from './templates';
import { openTransport } from '../shared/requests/transport';

/** One field per variable of the template that is picked, from `GET /v1/templates/{id or name}`. */
export async function getTemplateVariables(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const templateId = pickedTemplate(this);
	if (templateId === undefined) return { fields: [], emptyFieldsNotice: 'Pick a template first.' };
	if (templateId.startsWith('=')) {
		return {
			fields: [],
			emptyFieldsNotice:
				"The template comes from an expression: set 'Variables Mode' to Name and Value to fill them in.",
		};
	}
	const { variables = [], needed = [] } = toTemplate(await lookUp(this, templateId)) ?? {};
	return {
		fields: variables.map((name) => toField(name, needed.includes(name))),
		emptyFieldsNotice: 'This template has no variables.',
	};
}

/** One field per variable in what is typed as a new template, and in what a stored one keeps of its text. */
export async function getTemplateExamples(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const read = (name: string) => this.getCurrentNodeParameter(name);
	const given = ['headerText', 'bodyText', 'footerText', 'buttons'].map(read);
	if (textsIn(given).some((text) => text.startsWith('='))) {
		return { fields: [], emptyFieldsNotice: KEEP_FIXED };
	}
	const [headerText, bodyText, footerText, buttons] = given;
	const parts = readParts({ headerText, bodyText, footerText, buttons });
	const templateId = pickedTemplate(this);
	const isKnown = templateId !== undefined && !templateId.startsWith('=');
	const stored = isKnown ? await lookUp(this, templateId) : undefined;
	const names = placeholders(merge(stored && bodyOf(stored), parts));
	return {
		fields: names.map((name) => toField(name, false)),
		emptyFieldsNotice: 'The template has no variables such as {{nome}}.',
	};
}

function pickedTemplate(context: ILoadOptionsFunctions): string | undefined {
	const picked: unknown = context.getCurrentNodeParameter('templateId');
	const templateId = isObject(picked) ? picked.value : picked;
	return typeof templateId === 'string' && templateId.trim() !== '' ? templateId : undefined;
}

async function lookUp(context: ILoadOptionsFunctions, templateId: string) {
	return await openTransport(context)
		.then(async ({ send }) => await getTemplate(send, templateId.trim()))
		.catch((error: unknown) => {
			throw error instanceof Failure ? toNodeError(context.getNode(), error) : error;
		});
}

const toField = (name: string, required: boolean) => ({
	id: name,
	displayName: name,
	type: 'string' as const,
	required,
	defaultMatch: false,
	canBeUsedToMatch: false,
	display: true,
});
