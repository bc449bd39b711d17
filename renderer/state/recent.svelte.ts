/** What was chosen last, by name: as long as the app is open. */

const MOST = 12;

export class Recent {
  #keys = $state.raw<readonly string[]>([]);

  /** The newest first. */
  get keys(): readonly string[] {
    return this.#keys;
  }

  note(key: string): void {
    this.#keys = [key, ...this.#keys.filter((each) => each !== key)].slice(0, MOST);
  }
}
