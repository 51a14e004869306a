//! Fragments of the daily talk with a hotel that lends our bikes. Long threads are put together from them, each at most
//! once in a thread. Text only; `screenplay` says how a scene is written (`@` begins a fragment).

pub(super) const PARTNER: &str = "
@
> {n} bikes out already, the rack is half empty. [Good sign|Sunny day] ☀️
< Wonderful, {first}! Do you have enough for the rest of the day?
> Should be fine, {m} are due back soon
@
> Guest in room {n}0{m} says bike {n}{m} pulls to the left
< Could be the front wheel, after the kerb at the harbour. Please put it aside, I'll send someone on {day}.
> It has the red tag on now
@
< Hi {first}, the van comes on {day} around {time}. Anything it should bring?
> Two baskets and a pump. The pump has grown legs again
< Third pump this year 😄 This one is on a chain.
@
> Can I give a bike to a guest without a smartphone?
< Yes: at the desk, under \"Staff rental\". You enter the room number, and the lock opens with your card.
> Ah there. Found it. Thanks
@
> Somebody returned bike {n}{m} with a sandcastle in the basket
+ an actual sandcastle
< Is the bike all right? Sand in the chain is the problem, not the art.
> Hosed down. We kept the castle until lunch
@
> {n} guests want to go to {city} by bike tomorrow. Is that realistic with the {bike}?
< 46 km and flat, so yes. One battery is enough, if they use \"Eco\" on the way back.
> I'll print them the route
< Here's one with the cafés on it: https://wayfern.example/routes/{track}
@
> The tablet at reception says \"no connection\" since the update
< Please hold the power button for 15 seconds, and when it's back, open Settings and the guest network is the wrong one.
> It had connected itself to the sauna's network 🤦
< Warm choice. Does it stay on the right one now?
> Yes. Solved
@
> Do you still have those little maps? Guests take them home as souvenirs
< A box of 200 goes out today.
> You're the best
@
> Lock {n}{m} beeps every few minutes. Guests on the terrace are not amused
< That's its battery. The spare ones are in the blue box under the rack; the lid opens with a coin.
> Which coin 😅
< 20 cents is perfect.
> Silence. Everybody thanks you
@
< Good news: your reviews for bikes are at 4.8 this month, the best on the coast.
> We'll put it in the lift!
# Maybe invite {hotel} to the partner day in {city}? @{mate} what do you think?
@
> A guest would like to buy bike {n}{m}. As in, take it home to Denmark
< That happens more often than you'd think. Used ones are sold in October, I can put a name on it.
> Name is on a note in your mailbox 😊
@
> Do children under 12 need a helmet here?
< Not by law, but it's our rule, and yours in the contract. There are eight small ones in the cupboard.
> Seven. And one with a unicorn
< The unicorn counts.
@
> Rain all week. Nobody rides. Can we pause the two extra bikes?
< Of course, paused from today. Write to me when the sun is back.
~ 4d
> Sun is back!!
< So are the bikes, as of this minute.
@
> Your driver blocked the taxi bay for ten minutes, the taxi people are furious
< I'm sorry, {first}. From now on he stops at the side entrance. Shall I talk to the taxi company?
> No, they've calmed down. Side entrance is good
@
> How do I extend a rental for a guest who is still out?
< Rentals, the three dots beside the name, \"Extend\". The guest gets a message.
> And if she already paid in cash?
< Then choose \"Settle at desk\".
@
> bike {n}{m} has no saddle. Not stolen saddle. NO saddle. Who rides home without one?
< 😳 I'm speechless. Spare saddle comes with the van on {day}, the seat post clamp as well.
> We found it in the lobby, a guest carried it in so that nobody steals the bike
< I take my hat off. Please return it to its owner, the bike.
@
> Can you send the settlement again? Accounting deleted the mail
< Here: https://partners.wayfern.example/settlements/{track}
> Merci
@
> We're full from {day} to {day2}, all rooms. Could we get five more bikes for those days?
< Let me see what {city} can spare... four {bike} bikes and a tandem?
> A tandem! Yes please
# Four from {city} + tandem, van on {day}. @{mate} can you tell the station?
< They come on {day} before {time}.
@
> Somebody asks for a bike with a trailer for two dogs
< How big are the dogs?
> One is a dachshund. The other one is not
< 😄 The trailer holds 40 kg. It comes with a leash hook.
> The other one alone is 38. Dachshund walks
@
< Hello {first}, small reminder: tyre pressure on {day}, the gauge is in the blue box.
> Done, all at 4 bar, bike {n}{m} a bit less because of the gravel people
@
> Could you make the invoice out to the foundation instead of the hotel, from next month?
< Sure. I need the name and the tax number, here or by mail.
> By mail, this afternoon
~ 5h
< It's here, and changed from the 1st. Thank you!
@
> Bad news, a guest fell on the gravel by the chapel. She's fine, scratched knee. Bike has a bent brake lever
< The knee matters more. Does she need anything? The lever is done in ten minutes on {day}.
> A plaster and a gin and tonic. She says the brakes are great otherwise
@
> What did we earn with the bikes last month? Boss is asking
< £{n}{m}4.50 your share, 12 % more than the month before. Chart: https://partners.wayfern.example/chart
> He's smiling. Rare
@
> The rack moves when it's windy. Is that meant to be?
< No! Please don't hang any more bikes in it, I'm sending someone to bolt it down.
# Bolts at {hotel}: anchors in old slabs. Take the chemical ones. @{mate}
< Tomorrow at {time}, half an hour, a bit of drilling.
> Guests at breakfast will love it 🙈 after ten would be kinder
< After ten it is.
> All bolted, not a centimetre. Thanks
@
> Is there a discount for staff? Two of our waiters would like to cycle to work
< 50 % for partners' staff, code TEAM-{n}{m}. Valid all year.
> They're already arguing about who gets the green one
@
> Hi, new manager here for the season. {first} is on leave, I have the phone now. Anything I should know?
< Welcome! Daily: look at the rack at eight. Weekly: tyre pressure. Always: write to us here.
> Rack, pressure, write. I can do that
~ 8d
> (back from leave, {first} again) Did the new one survive?
< Very well. Only one question a day, and a very good one about brake pads.
@
> a guest is back with TWO bikes though he only took one
< That's a first. What's the number on the second?
> {m}{n}, and a sticker \"Bikes of {city}\"
< That's not ours, he must have taken it at the bakery. I'm calling them now.
> They hadn't noticed. He brings them a cake
@
> How long does a battery last in the cold? We had frost
< About two thirds. Best to store them inside, on the shelf beside the skis.
> Shelf is full of skis
< I'm sending you a wall mount for eight.
@
> Can we get the bikes in the app shown with OUR photos? The beach one is not our beach
< Ha, you're right, that's {city}. Please send three photos, landscape format.
> https://photos.example/{hotel_slug}/summer/rack-with-sea-view-in-the-background-and-without-the-bins-final.jpg
< That's much better than ours. Online in an hour.
@
> Someone has put a wasps' nest... no. WASPS have put a nest under the rack roof
< Please lock the rack in the app (\"Out of order\") and keep away. Does the hotel have someone for it?
> The gardener knows a man
~ 2d
> The man came. Wasps live in a forest now. Rack is open again
@
< {first}, we'd like to try out a cargo bike at {hotel} for four weeks, free of charge. Interested?
> For luggage from the station? YES
< Exactly for that. It comes on {day}, and it's yellow.
~ 6d
> The yellow one is the star of the street. Taxi drivers take selfies
< With the taxi drivers! So we're friends again.
@
> question from a guest: is the path to the lighthouse open?
< Closed until {day} because of the works; the detour over the fields is signposted and prettier.
@
> The rental just ended by itself while they were riding?!
< That's the geofence at the quarry, it's drawn too tightly. I've started it again, they pay nothing for the gap.
> They're stopped at the quarry, yes. And now it's rolling
# Geofence quarry, third time. Redraw it properly. @{mate}
< Fence is redrawn, 200 m more air.
@
> Can the bikes be decorated for a wedding?
< Gladly, as long as the brakes and lights stay free. Ribbons are better than flowers, flowers get eaten by the chain.
> Good to know BEFORE
@
> power cut in the whole street. Locks?
< They have their own battery, 48 hours. Guests can rent and return as usual.
> Then the bikes are the only thing that works here 😂 candles everywhere
~ 5h
> Light is back
@
> I need the insurance paper for a guest, she had a little bump with a car
< Is everybody all right? Here's the certificate, and the form for both drivers: https://wayfern.example/insurance/{track}
> Everybody fine, car has a scratch, both very polite
< The best kind of accident. We'll handle it with the insurer.
@
> Do I have to do anything for the clock change?
< Nothing at all, the locks know. Only the clock at the rack, if you still have ours.
> It runs 7 minutes late since forever, that's how we like it
@
> Could reception see who has which bike? When something is left in a basket we never know
< You can: Rentals, \"Now out\". For privacy only the room number, and only until the evening.
> Room number is all I need. Today's find: one shoe
< Just one?
> Just one. Left. 43
@
> guest wants to thank the person on the hotline last night, she got lost in the dunes
< That was {mate_first}! I'll pass it on, it will be read out at breakfast.
@
< A question, {first}: may we use {hotel} as an example in our talk in {city}? Numbers only rounded.
> Yes, if you mention the breakfast
< The breakfast has its own slide.
@
> Bike {n}{m} battery shows 112 %
< It's very motivated 😄 Display error, gone after the next full charge.
> pity, guests were queueing for it
@
> Two bikes weren't returned last night. Guests left at six for the airport
< I see them: locked in front of the station in {city}. Not lost, only lazy. The van picks them up at {time}.
> Do you charge them?
< £10 each, as it says in the terms. I'm writing to them kindly.
@
> we need a new key for the battery shelf. Don't ask
< I won't. It comes by post, two of them this time.
> It's in the koi pond
@
> Last question, promise: can we order the big umbrella stand too, the one with your logo?
< It's yours, we have two left. With the van on {day}.
> Great. That was really the last one
< You can always ask more, {first} 🙂
@
> Could somebody explain the new prices to the team? They came by mail and nobody reads mail
< Fifteen minutes by video on {day}? I'll make one page for the wall as well.
> Wall is good. Wall gets read
@
> tyre of the tandem, the back one, is flat and the tandem people are honeymooners 😬
< Van is 15 minutes away anyway. Please give them an ice cream on our account.
> pistachio. saved the marriage
@
< Your spring service is planned: {day}, all bikes, from 7 to 11, so that guests hardly notice.
> What do we have to prepare?
< Coffee for two 🙂 and the key of the shelf.
> Which is not in the pond. I promise
";
