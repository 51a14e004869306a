//! English scenes about orders from the shop: delivery, returns, refunds, repairs, stock. Text only; `screenplay` says how
//! a scene is written.

pub(super) const ORDERS: &str = "
@ support | delivery | chat whatsapp sms telegram | medium
s Order {order} still not here
> Hi, I ordered a {item} last week (order {order}) and tracking hasn't moved since {day}. Is it lost?
< Hi {first}, I'm sorry about the wait. Let me look at where {order} is right now.
< It is sitting at the carrier's depot in {city}. They had a backlog after the weekend, and it goes out for delivery tomorrow morning.
> [ok, will someone need to be home? I work until 6|Do I have to be home to sign for it?]
< No signature needed. I've added a note that the driver may leave it with a neighbour or in the bike shed.
> Perfect, the shed is never locked 😄
~ 22h
> It's here! [Thank you so much|Thanks a million] 🎉
< [Lovely, enjoy the trip!|Great to hear. Have a good trip with it!]

@ support | delivery,refund | whatsapp sms chat | high
s Parcel marked delivered but nothing arrived ({order})
> Your carrier says my parcel {track} was delivered at {time}. I was home all day and there is nothing here.
< That's not good. Could you check with neighbours and at the back door? Drivers sometimes leave it there without a card.
> Already did. Nobody has it
# Third \"delivered but missing\" on this route this month. @{mate} could you raise it with the carrier?
< Thank you for checking. I've opened an investigation with the carrier. You don't have to wait for it: would you like a replacement {item} or your {price} back?
> Replacement please, but only if it gets here before {day}, I'm leaving then
< I've booked it as express: it leaves the warehouse tonight, and you'll have it [tomorrow before noon|the day after tomorrow at the latest].
> Brilliant service, thanks

@ support | returns | chat whatsapp telegram | low
s Returning the {bag}
> Hello! The {bag} is great but too big for me. Can I swap it for the smaller one?
< Of course. We have the smaller one in stock in {colour} and black. Which would you like?
> {colour} please!
< Done. The return label is here: https://wayfern.example/returns/{order}
+ Drop the old one off at any parcel shop; the new one leaves as soon as the label is scanned.
> [Dropped it off just now|Just handed it in at the kiosk]. Receipt number {track}
< Scanned already, so your swap ships today 👍
> [That was quick!|wow, fast]

@ support | refund,billing | whatsapp chat sms | high
s Charged twice for {order}
> I've been charged twice for order {order}: {price} on {day} and again on {day2}. Please fix this.
< I can see both, {first}. The second is a reservation that our payment provider didn't release. I've cancelled it now.
> When will I see the money?
< Banks usually take 2 to 3 working days to show it. If it isn't there by then, write to me here and I'll send you the cancellation reference.
~ 3d
> It still isn't back. My bank sees nothing.
# Reference from the payment provider: REL-{track}. They confirmed release yesterday.
< I've just spoken to the provider. Reference REL-{track}: please give this to your bank, they can find the release with it.
> Found it, it arrived this morning. Sorted, thanks.

@ support | warranty,repair | whatsapp telegram chat | medium
s Broken zip on my {bag}
> The zip on my {bag} gave up after 8 months 😕 It opens behind the slider. Here's a picture: https://photos.example/p/{track}
< Thanks for the picture, {first}. That's the slider worn, and it is covered by the five-year warranty.
< Two ways: you send it in and we replace the zip (about 10 days), or I post you a slider and a two-minute guide.
> I'd rather do it myself, post me the slider
< It's in today's post, free of charge. The guide: https://wayfern.example/help/replace-a-zip-slider
~ 4d
> Worked like a charm! Should have thought of that instead of buying new bags all these years
< [Glad it lives on. Happy travels!|That's what we like to hear 🙌]

@ support | delivery | sms whatsapp chat
> Can I change the delivery address for {order}? We're moving on {day} 🏠
< Yes, it hasn't left yet. What's the new address?
> 14 {street}, flat {n}, {city}
< Changed. The confirmation is on its way to your mailbox.
> [Got it, thank you!|Received. Thanks!]

@ support | stock | chat telegram whatsapp | low
> Hi, is the {item} in {colour} coming back? It's been out of stock for weeks
< Hi! The next batch is due in about three weeks. Shall I put you on the list? You'd get a message before it goes on the site.
> yes please
< You're on it, [number {n} in the queue|you'll be among the first].
~ 18d
< Good news: the {item} in {colour} is back, and I have one set aside for you until {day}: https://wayfern.example/p/{track}
> Bought! Thanks for keeping one for me ❤️

@ support | repair | whatsapp telegram sms | medium
s Squeaking rear brake
> My {bike} makes a horrible squeak when I brake, only at the back. Bought from you in spring.
< Hi {first}, that's usually grease or brake cleaner on the pads. Did anyone oil the chain recently?
> ...me. Yesterday. With the spray can 🙈
< No judgement 😄 Wipe the rim with alcohol, and sand the pads lightly. If it still sings afterwards, bring it to the workshop in {city}, we'll have a look for free.
> Sanded, wiped, silent. You're a genius
< [Enjoy the quiet!|Happy riding, and next time: a drop of oil, not the can.]

@ support | refund,returns | chat sms whatsapp | medium
s Refund for returned {item}
> I sent back the {item} two weeks ago and still have no refund. Order {order}.
< Let me check with the returns desk, one moment please.
# Returns desk: parcel is there, unpacked yesterday, not yet booked. Asked them to do it today.
< It arrived, but wasn't booked in until just now. Sorry about that! Your {price} is on its way, 2 to 3 working days.
> ok. [Bit slow to be honest, but thanks for being straight about it|Fine, I'll keep an eye on my account.]
< Fair point, and I've passed it on. I've added a voucher of £10 for the wait: SLOW-{track}

@ support | website | chat telegram | high
s Can't check out
> your checkout is broken. \"Something went wrong\" every time I press Pay. Tried 4 times!!
< Sorry! Which browser and payment method are you using?
> Firefox, credit card. Same on my phone
# Same as the other two today: postcodes with a space. Dev is on it. @{mate} FYI
< We found it: the form stumbles over the space in your postcode. If you type it without, it goes through. We're fixing it properly today.
> It worked without the space. Weird, but ok!
< Thank you for your patience, {first}. I've waived the shipping on {order}.

@ support | delivery | whatsapp telegram chat | low
s Customs form for {order}
> Hello, my parcel is stuck in customs in {city} and they ask for an invoice. Can you send one?
< Hi {first}, here it is as a PDF: https://wayfern.example/invoices/{order}.pdf
+ Value, origin and tariff number are on page 2, that's what they usually want.
> Thank you, I'll forward it.
~ 2d
> They released it this morning 🙏 no extra duty.

@ support | repair,vip | whatsapp sms | urgent
s Broken spoke, race on {day}
> Broke two spokes on the {bike} this morning and the race is on {day}. Please tell me you can fix it in time 😰
< Deep breath, {first} 🙂 Bring the wheel to {city} before {time} today and we'll do it while you wait.
> Leaving now!
# Wheel size 622, 28 spokes. @{mate} please lay two spokes and the truing stand aside.
< They know you're coming. Ask for the workshop at the counter, no need to queue.
> Picked it up, truer than when it was new. Unbelievable, thank you!!
< Good luck on {day}! We want to hear how it went 🚴
~ 3d
> 14th in my age group!!! And the wheel didn't move a millimetre

@ support | warranty | chat whatsapp telegram | medium
s Tent pole snapped
> Pole of my Siskin 2 tent snapped on the second night. Not even much wind.
< That shouldn't happen, I'm sorry. Which section was it, the one with the red end or one of the middle ones?
> Middle one. Fixed it with tape and a spoon for now 😅
< Respect for the spoon! Where are you, and where will you be in three days? I'll send a full set of poles there.
> Campsite Les Aulnes near {city}. Until {day}.
< On the way, tracking {track}. Reception will keep it for you.
> It's here, tent is up, spoon is retired. Great support!

@ support | billing | chat sms
s Invoice with VAT number
> Could you reissue the invoice for {order} with our company's VAT number?
< Certainly. What's the number and the exact company name?
> {company}, GB 999 9999 73
< Here you are: https://wayfern.example/invoices/{order}-2.pdf The old one is void.
> [That's the one. Thanks|Perfect, accounting will be happy.]

@ support | delivery | sms whatsapp
> wrong item in the box. ordered {item}, got {item2}
< Oh no. Keep the box please: I'm sending the right one today, and the courier takes the wrong one back at the same time.
> what time
< Tomorrow between 9 and 12. He'll text you an hour before.
> 👍

@ support | returns | chat telegram
> how long do i have to return something? bought it as a present for november
< 60 days from delivery, unworn and with the tag. For presents we extend it: tell us the order number, and I'll note it.
> {order}
< Noted: returnable until 31 January. The person who gets it doesn't even need the receipt.
> thats really nice thanks

@ support | delivery,vip | whatsapp
s Two boxes, one missing
> Hi! One of two boxes came for {order}. The panniers are here, the {item} isn't.
< Hello {first}! They left in two parcels, and the second had to be relabelled. It's due today between {time} and 18:00.
> Great, I'm around
~ 8h
> Nothing came...
< I'm on the phone with the depot right now.
# Driver ran out of hours; 11 stops left over. They promise first stop tomorrow.
< The driver ran out of hours. You're the first stop tomorrow, about 8:15. I'm really sorry about the wasted afternoon.
> No worries, it's not your fault. Tomorrow is fine!
~ 15h
> 8:12. I'm impressed 😂

@ support | stock | telegram chat whatsapp
> Does the {bag} fit under an airline seat? The website says 42x30x22
< Measured one just now, filled: 42 × 31 × 21 cm. It fits most airlines' free bag, and squashes when half full.
> you actually measured it haha. buying one
< [Always with the tape measure 📏|We have a tape measure and too much free time 😉]

@ support | feedback | chat whatsapp
s A compliment for once
> No problem today, just wanted to say that {mate_first} was fantastic on the phone last week. The {item} survived Patagonia.
< That made our morning, {first}! I'll print it out for the noticeboard. Do you have a photo from Patagonia for the wall?
> https://photos.example/p/{track} pick any 😊
< The one with the guanaco goes up today.

@ support | website | chat
> The password reset mail never arrives. Checked spam too
< Hi! Which address do you use to sign in?
> the one with my old company. oh. I don't work there anymore
< That would explain it 🙂 I can move the account to a new address. What's the last order number on it?
> {order}
< Matches. Which new address should I put in?
> I'd rather use my private one, I'll type it in the form you sent
< Done, the reset mail is on its way there.
> in!! thank you

@ support | refund | sms whatsapp | high
s Cancel {order} please
> Please cancel {order}, I ordered the wrong size by mistake
< Caught it just before it was packed. Cancelled, and the {price} goes back to your card today.
> Phew. Thanks for the quick reply
< [No problem at all.|Any time!]

@ support | warranty,repair | telegram whatsapp
s Battery of the {bike} drains overnight
> The battery of my {bike} goes from 80% to 20% overnight, in the garage, switched off
< How cold is the garage, and is the display still on the handlebar overnight?
> About 4 degrees. And yes the display stays on it
< Please take both inside tonight, and tell me the level tomorrow. That tells us whether it's the cold or a cell.
~ 20h
> 79% this morning. So the garage it is?
< Partly. 4 degrees costs 10%, not 60, so the display draws current when it shouldn't. There's an update for that: https://wayfern.example/help/{track}
> Updated. I'll report back in a week!
";
