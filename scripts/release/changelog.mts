/** Sections that Keep a Changelog knows. */
const KINDS = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];

/** One version in the changelog. */
interface Entry {
	/** Such as `1.2.3` or `Unreleased`. */
	name: string;
	/** Such as `2026-01-31`; undefined where the heading has none. */
	date?: string;
	/** What stands below the heading. */
	text: string;
}

/** What a release consists of. */
export interface Release {
	/** The pushed tag, such as `v1.2.3`. */
	tag: string;
	/** Of package.json. */
	version: string;
	/** Of package-lock.json. */
	lockVersion: string;
	changelog: string;
	/** The repository's address, which links begin with. */
	repository: string;
}

function entries(changelog: string): Entry[] {
	return changelog
		.split(/^## /m)
		.slice(1)
		.map((part) => {
			const [heading = '', ...lines] = part.split('\n');
			const [, name = heading, , date] = /^\[(.+?)\]( - (.+))?$/.exec(heading) ?? [];
			const text = lines.filter((line) => !/^\[.+\]: /.test(line)).join('\n');
			return { name, date, text: text.trim() };
		});
}

/** Where each version is linked to, by its name. */
function links(changelog: string): Map<string, string> {
	return new Map(
		[...changelog.matchAll(/^\[(.+)\]: (\S+)$/gm)].map(([, name, to]) => [name!, to!]),
	);
}

/**
 * Where a changelog breaks the rules of Keep a Changelog.
 * @returns one sentence for each; none when all is well
 */
export function changelogProblems(changelog: string): string[] {
	const [unreleased, ...released] = entries(changelog);
	const linked = links(changelog);
	const problems: string[] = [];
	if (unreleased?.name !== 'Unreleased') problems.push('The first entry is not [Unreleased].');
	for (const { name, date, text } of released) {
		if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(name)) problems.push(`"${name}" is no [version].`);
		if (!/^\d{4}-\d\d-\d\d$/.test(date ?? ''))
			problems.push(`[${name}] has no date like 2026-01-31.`);
		if (!text.includes('\n- ')) problems.push(`[${name}] lists no change.`);
	}
	for (const { name, text } of [...(unreleased ? [unreleased] : []), ...released]) {
		if (!linked.has(name)) problems.push(`[${name}] has no link at the end.`);
		for (const [, kind] of text.matchAll(/^### (.+)$/gm)) {
			if (!KINDS.includes(kind!)) problems.push(`[${name}] has the unknown section ${kind}.`);
		}
	}
	return problems;
}

/**
 * What keeps a tag from being published: tag, package and changelog must say the same.
 * @returns one sentence for each; none when it can be published
 */
export function releaseProblems(release: Release): string[] {
	const { tag, version, lockVersion, changelog, repository } = release;
	const [unreleased, newest] = entries(changelog);
	const linked = links(changelog);
	const problems = changelogProblems(changelog);
	if (tag !== `v${version}`) problems.push(`The tag is ${tag}, package.json says ${version}.`);
	if (lockVersion !== version) {
		problems.push(`package-lock.json says ${lockVersion}, package.json ${version}.`);
	}
	if (newest?.name !== version) {
		problems.push(
			`The newest version in the changelog is ${newest?.name ?? 'missing'}, not ${version}.`,
		);
	}
	if (unreleased?.text) problems.push(`Changes under [Unreleased] belong under [${version}].`);
	const compare = `${repository}/compare/v${version}...HEAD`;
	if (linked.get('Unreleased') !== compare) problems.push(`[Unreleased] must link to ${compare}`);
	if (!linked.get(version)?.endsWith(`v${version}`)) {
		problems.push(`[${version}] must link to what ends in v${version}`);
	}
	return problems;
}
