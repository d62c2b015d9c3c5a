import type { Template, TemplateButton } from '../model.mts';

const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** The names of all `{{placeholders}}` in body and button labels, each once, in order. */
export function placeholders(template: Template): string[] {
	const texts = [template.body, ...template.buttons.map(({ text }) => text)];
	const names = texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map((hit) => hit[1]!));
	return [...new Set(names)];
}

/** The body with its placeholders filled in; one without a value stays as it is. */
export function fillIn({ body }: Template, values: Record<string, string>): string {
	return fill(body, values);
}

/** The buttons with the placeholders of their labels filled in. */
export function filledButtons(
	{ buttons }: Template,
	values: Record<string, string>,
): TemplateButton[] {
	return buttons.map((button) => ({ ...button, text: fill(button.text, values) }));
}

function fill(text: string, values: Record<string, string>): string {
	return text.replaceAll(PLACEHOLDER, (whole, name: string) =>
		Object.hasOwn(values, name) ? values[name]! : whole,
	);
}

/** Templates of our own can always be sent, Meta's only once they are approved. */
export function isSendable(template: Template): boolean {
	return template.source === 'PILOT_STATUS' || template.metaStatus === 'APPROVED';
}
