import { hash32 } from './chance'

/** Invented places and no real bank: three draws give over 60,000 different names. */
const firsts = 'Alder Amber Ash Birch Bracken Brindle Cinder Clover Copper Corn Dapple Dusk Elder Ember Fallow Fern Flint Frost Gale Garnet Glen Gorse Harrow Hazel Heron Hollow Isle Juniper Kestrel Larch Linden Lupin Maple Marl Meadow Mist Moor Moss Nettle Oat Orchard Otter Pebble Pine Quarry Quill Raven Reed Rowan Rush Sable Sedge Shale Slate Sorrel Sparrow Tansy Teal Thistle Thorn Umber Vale Willow Wren Yarrow'.split(' ')
const seconds = 'beck bourne brook combe croft dale fell field ford gate holm hurst leigh marsh mere mouth ness ridge shaw stead stoke thwaite wick worth'.split(' ')
const kinds = ['Bank', 'Savings Bank', 'Credit Union', 'Lending', 'Mutual', 'Trust', 'Private Bank', 'Mortgages', 'Finance', 'Building Society', 'Leasing', 'Guild Bank']

export interface GivenName {
  readonly id: string
  readonly name: string
}

/** Names that are unique among `taken`, which grows; a clash takes the next free draw. */
export function nameTenant(taken: Set<string>, ...draw: readonly (string | number)[]): GivenName {
  for (let attempt = 0; ; attempt++) {
    const drawn = hash32(...draw, attempt)
    const first = firsts[drawn % firsts.length] ?? ''
    const second = seconds[Math.floor(drawn / 97) % seconds.length] ?? ''
    const kind = kinds[Math.floor(drawn / 7919) % kinds.length] ?? ''
    const name = `${first}${second} ${kind}`
    const id = name.toLowerCase().replaceAll(' ', '-')
    if (taken.has(id)) continue
    taken.add(id)
    return { id, name }
  }
}
