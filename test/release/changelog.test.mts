import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { changelogProblems, releaseProblems } from '../../scripts/release/changelog.mts';
import type { Release } from '../../scripts/release/changelog.mts';

const repository = 'https://example.com/pilot';
const changelog = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-01-31

### Added

- Something.

## [1.1.0] - 2026-01-01

### Fixed

- Something else.

[Unreleased]: ${repository}/compare/v1.2.0...HEAD
[1.2.0]: ${repository}/compare/v1.1.0...v1.2.0
[1.1.0]: ${repository}/releases/tag/v1.1.0
`;
const right: Release = {
	tag: 'v1.2.0',
	version: '1.2.0',
	lockVersion: '1.2.0',
	changelog,
	repository,
};
const edited = (from: string, to: string) => ({ changelog: changelog.replace(from, to) });

describe('the check before publishing', () => {
	it('lets a release through whose tag, package and changelog agree', () => {
		expect(releaseProblems(right)).toEqual([]);
	});

	it.each<[what: string, change: Partial<Release>, problem: string]>([
		['another tag', { tag: 'v1.2.1' }, 'The tag is v1.2.1, package.json says 1.2.0.'],
		['a tag without v', { tag: '1.2.0' }, 'The tag is 1.2.0, package.json says 1.2.0.'],
		['an old lock', { lockVersion: '1.1.0' }, 'package-lock.json says 1.1.0, package.json 1.2.0.'],
		[
			'a version that the changelog does not know',
			edited('## [1.2.0] - 2026-01-31\n\n### Added\n\n- Something.\n\n', ''),
			'The newest version in the changelog is 1.1.0, not 1.2.0.',
		],
		[
			'changes without a version',
			edited('[Unreleased]\n', '[Unreleased]\n\n- More.\n'),
			'Changes under [Unreleased] belong under [1.2.0].',
		],
		[
			'an old link of Unreleased',
			edited('v1.2.0...HEAD', 'v1.1.0...HEAD'),
			`[Unreleased] must link to ${repository}/compare/v1.2.0...HEAD`,
		],
		[
			'a link to another version',
			edited('v1.1.0...v1.2.0', 'v1.0.0...v1.1.0'),
			'[1.2.0] must link to what ends in v1.2.0',
		],
		['no date', edited(' - 2026-01-31', ''), '[1.2.0] has no date like 2026-01-31.'],
		['an empty version', edited('- Something.\n', ''), '[1.2.0] lists no change.'],
		['an unknown section', edited('Added', 'New'), '[1.2.0] has the unknown section New.'],
		['a missing link', edited('[1.1.0]: ', '1.1.0: '), '[1.1.0] has no link at the end.'],
		['no Unreleased', edited('## [Unreleased]\n', ''), 'The first entry is not [Unreleased].'],
		[
			'a heading without brackets',
			edited('[1.1.0] -', '1.1.0 -'),
			'"1.1.0 - 2026-01-01" is no [version].',
		],
	])('stops %s', (_what, change, problem) => {
		expect(releaseProblems({ ...right, ...change })).toContain(problem);
	});
});

describe('CHANGELOG.md', () => {
	it('keeps the rules of Keep a Changelog', () => {
		expect(changelogProblems(readFileSync('CHANGELOG.md', 'utf8'))).toEqual([]);
	});
});
