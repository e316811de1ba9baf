/** The four houses and the trait that each looks for. The order of both tables is part of the sorting rule: never reorder them. */

/** The traits that a student has, each 0 to 10, in the order of their houses. */
export const TRAITS = ["bravery", "loyalty", "wit", "ambition"] as const;
export type Trait = (typeof TRAITS)[number];

/** Lowest and highest score of a trait; scores are whole numbers. */
export const TRAIT_RANGE = { minimum: 0, maximum: 10 } as const;

export const HOUSE_IDS = ["gryffindor", "hufflepuff", "ravenclaw", "slytherin"] as const;
export type HouseId = (typeof HOUSE_IDS)[number];

export interface House {
  readonly id: HouseId;
  readonly name: string;
  readonly founder: string;
  /** The trait that the house looks for: its highest score sends a student here. */
  readonly values: Trait;
  readonly animal: string;
  readonly colours: readonly string[];
}

/** The house of each trait. Founders, animals and colours as the books have them. */
export const HOUSE_OF_TRAIT: Readonly<Record<Trait, House>> = {
  bravery: { id: "gryffindor", name: "Gryffindor", founder: "Godric Gryffindor", values: "bravery", animal: "lion", colours: ["scarlet", "gold"] },
  loyalty: { id: "hufflepuff", name: "Hufflepuff", founder: "Helga Hufflepuff", values: "loyalty", animal: "badger", colours: ["yellow", "black"] },
  wit: { id: "ravenclaw", name: "Ravenclaw", founder: "Rowena Ravenclaw", values: "wit", animal: "eagle", colours: ["blue", "bronze"] },
  ambition: { id: "slytherin", name: "Slytherin", founder: "Salazar Slytherin", values: "ambition", animal: "serpent", colours: ["green", "silver"] },
};

export const HOUSES: readonly House[] = TRAITS.map(trait => HOUSE_OF_TRAIT[trait]);
