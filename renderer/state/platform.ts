/** Does this machine have a Cmd key where others have Ctrl? */
export function isMac({ platform }: Pick<Navigator, 'platform'>): boolean {
  return /^(?:Mac|iP)/.test(platform);
}
