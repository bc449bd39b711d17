/** What a new draft starts from, whichever way GitHub let its authors write it. */
export interface Template {
  /** Shown in a chooser. The file's name where the template has none of its own. */
  readonly name: string;
  /** One line for the chooser; empty when none. */
  readonly about: string;
  /** `Debrief - {{ TITLE }}`; empty when none. `fillTitle` makes a title of it. */
  readonly titlePattern: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /**
   * Markdown with LF line ends that a new draft starts with: what is filed if nothing more is written. Its only
   * placeholder is the zone line, `All times in {{ ZONE }}.`
   */
  readonly body: string;
  /** At most one for each heading of the body, in the order of the headings. Shown greyed, never filed. */
  readonly guidance: readonly Guidance[];
}

/** What the template's author wanted to say to the writer of one section. */
export interface Guidance {
  /** The text of the section's heading as the body has it, without its marks. Empty where the body has no heading. */
  readonly heading: string;
  /** Which of the body's headings with this text, counted from 0. */
  readonly occurrence: number;
  /** Markdown. */
  readonly text: string;
}
