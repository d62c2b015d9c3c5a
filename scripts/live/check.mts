import { errorBody } from 'pilotstatus-reference-server/schemas';
import { createShapes } from 'pilotstatus-reference-server';
import type { ShapeName } from 'pilotstatus-reference-server';
import { ask } from './client.mts';
import type { Answer } from './client.mts';
import { differences } from './compare.mts';
import { fixedWord } from './form.mts';
import { errorFindings, fieldsOf, listIn } from './open-points.mts';
import type { Finding } from './open-points.mts';
import { createRedaction } from './redact.mts';
import { READ_STEPS } from './steps.mts';
import type { Seen, Step } from './steps.mts';
import { WRITE_STEPS } from './write-steps.mts';

/** What to check, and with what. */
export interface CheckOptions {
	/** An API key of one number. */
	key: string;
	/** Without a slash at its end. */
	baseUrl: string;
	/** The group to look at; default the first in the list. */
	group?: string;
	/** Whether to schedule and cancel a message too; needs `group`. */
	write: boolean;
	/** Takes every exchange, without anything that says whose it is. */
	record?(exchange: Exchange): void;
}

/** One question and its answer as they are kept. */
export interface Exchange {
	/** The step's. */
	title: string;
	status: number;
	/** Redacted; see `redact.mts`. */
	body: unknown;
	/** Where the answer differs from its schema. */
	differences: string[];
}

/** Refusals that the contract documents for every endpoint: they end a question, and are no difference. */
const DOCUMENTED: Readonly<Record<string, number>> = {
	META_GROUPS_NOT_ELIGIBLE: 400,
	NOT_SUPPORTED_FOR_META: 400,
	TENANT_SCOPE_NOT_ALLOWED: 403,
	WHATSAPP_INSTANCE_NOT_CONNECTED: 409,
};

/** The questions of a run, in their order. */
export const stepsOf = (write: boolean): readonly Step[] =>
	write ? [...READ_STEPS, ...WRITE_STEPS] : READ_STEPS;

/**
 * Asks every question and prints what matches the contract and what differs: forms, never values.
 * @param print takes one line without its end
 * @returns whether all answers are as the contract says
 */
export async function checkApi(
	{ key, baseUrl, group, write, record }: CheckOptions,
	print: (line: string) => void,
): Promise<boolean> {
	// No answer should ever hold the key; if one does, it still does not come out here.
	const say = (line: string) => print(line.replaceAll(key, '<key>'));
	const seen: Seen = group === undefined ? {} : { group };
	const findings: Finding[] = [];
	const counts = { same: 0, different: 0, skipped: 0 };
	const redacted = createRedaction();

	for (const step of stepsOf(write)) {
		const question = step.question(seen);
		if (!question) {
			say(`${step.title}: not asked, nothing there to ask about`);
			counts.skipped++;
			continue;
		}
		let answer: Answer;
		try {
			answer = await ask(baseUrl, key, question);
		} catch (error) {
			const doubt = question.method === 'GET' ? '' : '; it may have been carried out all the same';
			say(`${step.title}: no answer (${error.code ?? error.name})${doubt}`);
			counts.different++;
			continue;
		}
		const verdict = judge(step, answer);
		record?.({
			title: step.title,
			status: answer.status,
			body: redacted(answer.body),
			differences: schemaDifferences(step, answer),
		});
		say(`${step.title}: ${answer.status}, ${verdict.says}`);
		for (const line of verdict.differences) say(`  ${line}`);
		counts[verdict.result]++;
		findings.push(...verdict.findings);
		// Also after an unexpected 2xx: what was made must be taken away again.
		if (answer.status < 300) step.keep?.(answer, seen);
		if (answer.status < 300 && step.makes && seen[step.makes] === undefined) {
			say('  MADE WITHOUT AN ID: look for it in the dashboard, and remove it there.');
		}
		if (step === READ_STEPS[0] && [401, 403].includes(answer.status)) {
			say('');
			say('The API refuses this key. It must be the key of one WhatsApp number, not a tenant key.');
			return false;
		}
	}

	tellOpenPoints(findings, say);
	tellLeftovers(seen, say);
	say('');
	say(
		`${counts.same} as the contract says, ${counts.different} different, ${counts.skipped} not looked at.`,
	);
	return counts.different === 0;
}

interface Verdict {
	result: 'same' | 'different' | 'skipped';
	/** After the status, in a few words. */
	says: string;
	differences: string[];
	findings: Finding[];
}

function judge(step: Step, answer: Answer): Verdict {
	const { status, body } = answer;
	const code = codeOf(body);
	const inError = status >= 400 ? errorFindings(answer) : [];
	if (code !== undefined && DOCUMENTED[code] === status && !step.status.includes(status)) {
		return { result: 'skipped', says: `refused with ${code}`, differences: [], findings: inError };
	}
	const found: string[] = [];
	const isExpected = step.status.includes(status);
	const isAnswer = status < 300 && step.status.some((one) => one < 300);
	if (!isExpected) {
		found.push(`status ${status}, the contract says ${step.status.join(' or ')}`);
		if (code !== undefined) found.push(`code ${code}`);
	} else if (step.code !== undefined && code !== undefined && code !== step.code) {
		// A form of error without a code is an open point, and told as such.
		const choice = step.isOurChoice ? "the reference server's choice is" : 'the contract says';
		found.push(`code ${code}, ${choice} ${step.code}`);
	}
	found.push(...schemaDifferences(step, answer));
	const findings = isExpected || isAnswer ? (step.findings?.(answer) ?? []) : [];
	const result = found.length === 0 ? 'same' : 'different';
	const empty = status < 400 && isEmptyList(body) ? ', but empty' : '';
	return {
		result,
		says: result === 'same' ? `as the contract says${empty}` : 'different',
		differences: found,
		findings: [...inError, ...findings],
	};
}

/** Where an answer differs from the schema of the step, or of errors; of other answers nothing is known. */
export function schemaDifferences(
	step: Step,
	{ status, body }: Pick<Answer, 'status' | 'body'>,
): string[] {
	if (status < 300 && step.status.some((one) => one < 300)) return differences(step.schema, body);
	// An error without JSON is one of the forms that the contract leaves open.
	return status >= 400 && typeof body !== 'string' ? differences(errorBody, body) : [];
}

/** The stable code of a refusal, wherever it stands. */
function codeOf(body: unknown): string | undefined {
	const { code, error } = fieldsOf(body);
	return fixedWord(code) ?? fixedWord(fieldsOf(error).code) ?? fixedWord(error);
}

/** A list with nothing in it matches everything and proves nothing. */
function isEmptyList(body: unknown): boolean {
	const fields = fieldsOf(body);
	const isList = Object.values(fields).some(Array.isArray) && !('id' in fields);
	return (Array.isArray(body) || isList) && listIn(body).length === 0;
}

/** Which open points the answers close, and which stay open. */
function tellOpenPoints(findings: Finding[], say: (line: string) => void): void {
	const defaults = createShapes();
	const points = Object.keys(defaults) as ShapeName[];
	const closed = new Map<ShapeName, Set<string>>();
	for (const [point, value] of findings) {
		closed.set(point, (closed.get(point) ?? new Set()).add(value));
	}
	say('');
	say("Open points that these answers close (switches of the reference server's shapes.mts):");
	for (const [point, values] of closed) {
		const usual = String(defaults[point]);
		const note = values.has(usual) && values.size === 1 ? '' : ` (default: ${usual})`;
		say(`  ${point}: ${[...values].join(', ')}${note}`);
	}
	say(`Still open: ${points.filter((point) => !closed.has(point)).join(', ')}`);
}

/** What could not be taken away again. */
function tellLeftovers({ scheduled, ownWebhook }: Seen, say: (line: string) => void): void {
	if (scheduled !== undefined) {
		say(`NOT CANCELLED: cancel the message ${scheduled} in the dashboard, it leaves in 30 days.`);
	}
	if (ownWebhook !== undefined) {
		say(`NOT DELETED: delete the webhook ${ownWebhook} in the dashboard; it delivers nothing.`);
	}
}
