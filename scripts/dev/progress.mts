/** Tells what goes on, step by step. */
export interface Progress {
	/** What begins now; the step before is over. */
	step(text: string): void;
	/** The last step is over. */
	done(): void;
}

/** How often a log that nobody can write over hears that a step still goes on, in ms. */
const SIGN_OF_LIFE = 30_000;

/** Shows each step with the seconds it takes: on a terminal in one line that counts, else line by line. */
export function startProgress(): Progress {
	const isTerminal = process.stdout.isTTY;
	let text: string | undefined;
	let since = 0;
	const show = (end = '') => {
		if (text === undefined) return;
		const line = `${text} ${Math.round((performance.now() - since) / 1000)} s`;
		process.stdout.write(isTerminal ? `\r${line}${end}` : `${line}\n`);
	};
	setInterval(show, isTerminal ? 1000 : SIGN_OF_LIFE).unref();
	const done = () => {
		show('\n');
		text = undefined;
	};
	return {
		step(next) {
			done();
			text = next;
			since = performance.now();
			process.stdout.write(isTerminal ? next : `${next}\n`);
		},
		done,
	};
}
