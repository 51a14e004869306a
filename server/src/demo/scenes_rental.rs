//! English scenes about rented bikes: booking, pick-up, breakdowns, locks, deposits. Text only; `screenplay` says how a
//! scene is written.

pub(super) const RENTAL: &str = "
@ support | rental | whatsapp sms chat telegram | high
> Hi, I'm standing at the {city} station and the lock of bike {n}{m} won't open. The app says \"rental active\".
< Hi {first}, stay where you are, I'll open it from here. Is the light on the lock green or blue?
> blue, blinking
< That means it lost the network. Press the button for ten seconds until it beeps twice, then wait for green.
> two beeps... green! it's open
< Great. I've taken the first 20 minutes off your bill.
> [you rock|Thank you, that was fast] 🚲

@ support | rental | sms whatsapp | urgent
> flat tyre, km 23 on the coast path towards {city}. rental {rental}. no pump. what now
< Are you safe and off the road? Can you share your location?
> yes sitting in a bus shelter. https://maps.example/@{track}
< I see you. Our van is about 25 minutes away, driver's name is Rui. He brings a wheel, so you don't have to wait for a patch.
# Van 2 sent. @{mate} please extend {rental} by two hours at no cost.
> ok waiting. it has started to rain lol
~ 1h
> Rui was here in 20 min and had coffee with him. rolling again!
< Rui is a legend. Your rental runs two hours longer, on us.

@ support | rental,refund | whatsapp chat telegram | medium
s Deposit for rental {rental}
> We returned both bikes on {day} and the deposit of £200 is still blocked on my card.
< Let me look. The station booked them in on {day} at {time}, all fine, no damage noted.
< The deposit was released the same evening; some banks hold on to it for a week. Which kind of card is it?
> A debit card from a German bank
< Those take up to 7 working days, I'm afraid. Here is the release confirmation to show them: https://wayfern.example/r/{rental}
> [Okay, then I'll wait until next week.|It turned up today. Thanks for the explanation!]

@ support | rental | chat whatsapp telegram | low
s Child seat and helmets
> Do you have child seats? Our daughter is 3 and weighs about 15 kg
< Yes! Rear seats up to 22 kg, £6 a day, small helmet included. Which city and which days?
> {city}, {day} to {day2}
< I've put one aside with your booking {rental}. It'll be mounted when you come.
> Amazing. She wants to know if there's a pink helmet
< There is a pink one with cats on it. It now has your booking number on a sticker.
> You just made someone very happy 🐱

@ support | rental | chat sms whatsapp
s Change of dates for {rental}
> Can we start one day later? Our flight was cancelled ✈️
< Of course, {first}. {rental} now starts on {day2}, same time, same bikes. No fee.
> And can we keep them one day longer at the other end?
< The {bike} yes, the second one is booked after you. I could give you another of the same size for the last day.
> Works for us
< Then it's settled: swap at the {city} station between 9 and 10. New confirmation is in your mailbox.
> [Thanks, see you {day2}!|Great, thank you. You've saved our holiday a little.]

@ support | rental,billing | whatsapp telegram sms | medium
s Late fee on {rental}
> Why was I charged a late fee of £18? I was back at {time}, and your station was closed!
< Let me check the lock's log, one moment.
# Log: locked at the rack {time}, station staff left early that day. Fee is wrong.
< You're right: the bike was in the rack on time, and nobody was there to book it in. I've refunded the £18, and I'm sorry.
> Thanks. Appreciated that you don't argue about it
< [Have a good rest of your trip!|Nothing to argue about, the log is on your side.]

@ support | rental | whatsapp telegram
> Is it allowed to take the {bike} on the train?
< Yes, on regional trains outside rush hour, with a bicycle ticket. Not on the high-speed ones unless it's in a bag.
> Do you rent bags?
< We do! £4 a day, ask at the counter in {city}. They'll show you how to take off the front wheel, it's two minutes.
> Perfect

@ support | rental | chat telegram sms | high
> Hello I think I left my sunglasses in the basket of the bike, {city} station, returned at {time}
< Hi, I've asked the station. What do they look like?
> Round, tortoise shell. Not expensive, but my grandmother's
# @{mate} can the {city} station look into the lost box and the basket of R-{n}{m}? Tortoise-shell, round.
< They found them! In the basket, under a map. They're behind the counter with your name on them.
> OH THANK YOU 😭 I'm coming tomorrow morning

@ support | rental,feedback | whatsapp chat
s Brakes on the {bike}
> Just some feedback: the front brake of bike {n}{m} was really soft. We noticed on the first descent, not the best place to find out.
< Thank you for telling us, and I'm glad nothing happened. The bike is off the road as of now, until the workshop has seen it.
# Pads down to the metal. Missed on two check-ins in {city}. @{mate} we should talk to the station.
< You were right, the pads were worn out. It should have been seen at check-in. I'd like to refund the day.
> That's generous. We had a lovely day anyway, it's a beautiful route.
< Glad to hear it. The refund of {price} is on its way.

@ support | rental | sms whatsapp
> which code for the lock? i cant find the mail
< Hi! Rental {rental}, right? The code for today is {n}{m}0{n}.
> yes
+ ok open
+ thx

@ support | rental | chat whatsapp telegram
s Sizes for the {bike}
> I'm 1.62 m, my husband is 1.95 m. Do your bikes come in sizes for both of us? 😅
< Challenge accepted! The {bike} comes in S for you and XL for him. The XL goes up to 2.02 m.
> Finally a shop that says yes. Booking both for {day}
< [See you on {day}! We'll set the saddles before you come.|Wonderful. Tell us your inseam, and the saddles are set when you arrive.]
> 76 and 93 cm

@ support | rental | whatsapp sms | urgent
> Someone stole the bike!! It was locked in front of the museum in {city}, we were inside for 30 min
< I'm so sorry. First: are you all right? Then please don't walk off, I'm locating it.
> We're ok. Just shocked
< It is moving, about 2 km north of you. I've sent the position to the police, and blocked the motor.
# Tracker live at https://fleet.wayfern.example/t/{track}. Police ref {rental}-P. @{mate} watching it with me?
< Good news: it stopped moving when the motor went off. The police have a patrol close by.
> no way
~ 2h
< They have it! Scratched, but whole. You were insured, so nothing to pay. Would you like another bike for tomorrow?
> I can't believe it. Yes please, and a second lock 😅

@ support | rental | telegram chat
> Hey, are e-bikes insured if I drop one into a canal? asking for a friend
< Hey! For your friend: accidental damage is covered with a £90 excess. \"Into a canal\" has happened {n} times so far.
> it's... {n} plus one now
< Is your friend dry and well? Then tell me where the bike is, and don't try to pull it out alone 🙂
> Dry now. {street}, by the second bridge
< The recovery team knows the bridge. They'll be there around {time}.
> I'm told there's a photo of it going round your office
< There's a wall. You're in good company.

@ support | rental | whatsapp sms chat
s Cancel rental {rental}
> Sadly we have to cancel {rental}, my son broke his arm yesterday.
< Oh no, I hope it heals fast. Cancelled, with the full amount back, although it's inside 48 hours.
> That's very kind of you. Thank you
< [All the best to him, and see you another time.|Get well soon from all of us in {city}!]

@ support | rental | whatsapp telegram chat
s Route for a rainy day
> We have the bikes until {day} but it's pouring. Any route that isn't miserable in the rain?
< The old railway line from {city}: tarmac, trees on both sides, a tunnel of 1.4 km in the middle where it never rains.
+ Map: https://wayfern.example/routes/old-railway
+ Café at km 11. They're used to wet people.
> A tunnel! Kids are in. Are lights on the bikes?
< All of them, on their own, as soon as you roll.
> 10/10, would get wet again 🌧️🚲

@ support | rental,website | chat
> Map in the app shows 4 bikes at {street}, there are none here
< Thanks for telling us. The dock there stopped reporting an hour ago. The next one with bikes is {n}00 m towards the river.
> found them. 3 left
< Good! The map is corrected now.

@ support | rental,vip | whatsapp | high
s Group of 14, two bikes missing
> {me}, the group is here, and we're two bikes short. 12 instead of 14. Everyone is looking at me.
< On it! Which sizes are missing?
> One M one L
< An M is in the workshop, ready in 10 minutes. The L comes by van from the other station, 25 minutes. Coffee for everybody on us next door, I've called them.
> You're saving my life
~ 40m
> All 14 rolling. Nobody noticed, they think the coffee was the plan
< It always was the plan 😌
";
