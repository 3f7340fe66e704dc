import type { ApiVersion } from '../../../bridges/sandbox/buddypress/index.ts';
import type { System } from '../system.ts';
import { votes } from './buddypress/detect.ts';
import { startReplayer } from './buddypress/replayer.ts';

function buddyPress(version: ApiVersion): System {
  return {
    name: `buddypress-${version}`,
    matches: (recordings) => recordings.reduce((sum, recording) => sum + votes(recording, version), 0),
    start: () => startReplayer(version),
  };
}

export const buddyPressV1 = buddyPress('v1');
export const buddyPressV2 = buddyPress('v2');
