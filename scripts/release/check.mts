/** Stops a release whose tag, package.json, lock file and changelog do not say the same: `node check.mts v1.2.3`. */
import { readFileSync } from 'node:fs';

import { releaseProblems } from './changelog.mts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const problems = releaseProblems({
	tag: process.argv[2] ?? 'missing',
	version: manifest.version,
	lockVersion: JSON.parse(readFileSync('package-lock.json', 'utf8')).version,
	changelog: readFileSync('CHANGELOG.md', 'utf8'),
	repository: manifest.repository.url,
});
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${manifest.version} can be published.`);
