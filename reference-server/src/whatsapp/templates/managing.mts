import { ApiError } from '../api-error.mts';
import type { Clock } from '../clock.mts';
import type { Template, WhatsAppNumber } from '../model.mts';
import type { State } from '../state.mts';
import { placeholders } from './template-text.mts';

/** So long Meta looks at a template, in milliseconds; our choice. */
const REVIEW_MS = 60_000;

/** Meta's rule for names. */
const META_NAME = /^[a-z0-9_]+$/;

/** What a template says, and what it is; the limits are checked already. */
export type TemplateContent = Pick<
	Template,
	'category' | 'body' | 'header' | 'footer' | 'buttons'
> & {
	language: string;
	/** One value for each variable. */
	examples: Readonly<Record<string, string>>;
};

/**
 * A template of the number's tenant by its id or name.
 *
 * @throws ApiError 404 TEMPLATE_NOT_FOUND
 */
export function findTemplate(state: State, number: WhatsAppNumber, idOrName: string): Template {
	const mine = templatesOf(state, number);
	const template =
		mine.find(({ id }) => id === idOrName) ?? mine.find(({ name }) => name === idOrName);
	if (template) return template;
	throw notFound(idOrName);
}

/** The templates of the number's tenant. */
export function templatesOf(state: State, { tenantId }: WhatsAppNumber): Template[] {
	return state.templates.filter((one) => one.tenantId === tenantId);
}

/**
 * A new template; on a Meta number it waits for Meta, which approves it after a while.
 *
 * @throws ApiError 400 META_TEMPLATE_SUBMIT_FAILED or TEMPLATE_EXAMPLES_REQUIRED, 409 TEMPLATE_NAME_TAKEN
 */
export function createTemplate(
	state: State,
	clock: Clock,
	number: WhatsAppNumber,
	name: string,
	content: TemplateContent,
): Template {
	if (templatesOf(state, number).some((one) => one.name === name)) {
		// The status is documented, the code is our choice.
		throw new ApiError(409, 'TEMPLATE_NAME_TAKEN', `There is a template ${name} already.`);
	}
	const isMeta = number.provider === 'meta';
	if (isMeta && !META_NAME.test(name)) {
		const sentence = 'Meta takes names of small letters, digits and underscores only.';
		throw new ApiError(400, 'META_TEMPLATE_SUBMIT_FAILED', sentence);
	}
	const template: Template = {
		id: `tpl_${state.nextNumber()}`,
		tenantId: number.tenantId,
		name,
		source: isMeta ? 'META' : 'PILOT_STATUS',
		metaStatus: null,
		...changes(content, isMeta),
	};
	state.templates.push(template);
	submit(state, clock, template);
	return template;
}

/**
 * Everything of a template but its name anew; Meta looks at one of its own again.
 *
 * @throws ApiError 400 TEMPLATE_EXAMPLES_REQUIRED
 */
export function updateTemplate(
	state: State,
	clock: Clock,
	template: Template,
	content: TemplateContent,
): void {
	Object.assign(template, changes(content, template.source === 'META'));
	submit(state, clock, template);
}

/** @throws ApiError 404 TEMPLATE_NOT_FOUND */
export function deleteTemplate(state: State, number: WhatsAppNumber, templateId: string): void {
	const template = templatesOf(state, number).find(({ id }) => id === templateId);
	if (!template) throw notFound(templateId);
	state.templates.splice(state.templates.indexOf(template), 1);
}

function changes({ language, examples, ...content }: TemplateContent, isMeta: boolean) {
	const variables = placeholders(content);
	const missing = variables.filter((name) => !Object.hasOwn(examples, name));
	if (isMeta && missing.length) {
		const sentence = `Meta wants an example for ${missing.join(', ')}.`;
		throw new ApiError(400, 'TEMPLATE_EXAMPLES_REQUIRED', sentence, { missing });
	}
	return { ...content, variables, metaLanguage: isMeta ? language : null };
}

function submit(state: State, clock: Clock, template: Template): void {
	if (template.source !== 'META') return;
	template.metaStatus = 'PENDING';
	clock.after(REVIEW_MS, () => {
		// A test may have decided otherwise meanwhile.
		if (template.metaStatus === 'PENDING') template.metaStatus = 'APPROVED';
		state.events.emit('changed');
	});
}

function notFound(idOrName: string): ApiError {
	return new ApiError(404, 'TEMPLATE_NOT_FOUND', `There is no template ${idOrName}.`);
}
