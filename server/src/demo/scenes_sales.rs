//! English scenes of the sales and success teams: quotes, fleets, partners, renewals. Text only; `screenplay` says how a
//! scene is written.

pub(super) const SALES: &str = "
@ sales | quote,fleet | whatsapp chat | medium
s Bikes for our office in {city}
> Hello, we are {company}, about 60 people in {city}. Is there an offer for companies? We're thinking of 8 to 10 bikes in the courtyard.
< Hello {first}, there is. For 10 {bike} bikes it is £41 per bike and month, with service, insurance and a spare bike.
> What's the minimum term?
< 12 months; 24 brings it down to £36. Both with a monthly exit in the first three.
> Could you put that into a proper quote? I need something for the board on {day}.
# Board meets on {day}. @{mate} can you check the stock of {bike} bikes for {city} before I promise a date?
< Here it is: https://wayfern.example/quotes/{track}
+ Delivery would be three weeks after signature.
> Got it. I'll come back to you after the meeting
~ 5d
> The board said yes. To 12, not 10 😊
< Wonderful! I'm changing the quote to 12 now; you'll have the contract this afternoon.

@ sales | quote | chat whatsapp sms | low
s Group discount for {n}{m} people
> Hi! We're a walking club, {n}{m} people. Any discount on {item} if we order together?
< Hi {first}! From 10 pieces it's 12 %, from 25 it's 18 %. You may mix colours and sizes.
> What if some want the {item2} instead
< That counts together, as long as it's one order and one address.
> Brilliant, I'll collect the list. Might take a week, herding cats 🐈
< [Take your time. I'll keep the offer open until the end of the month.|No rush! Here's a sheet to share with the cats: https://wayfern.example/group/{track}]

@ sales | quote | chat whatsapp | medium
s Custom printing on {item}
> Do you print logos? We'd need 150 × {item} as a gift for our conference in {city}.
< We do: one colour from 50 pieces, full colour from 100. For 150 in full colour I can offer £34.20 each, printing included.
> and how long would that take? Conference is in seven weeks
< Four weeks after you approve the proof. Please send the logo as a vector file.
> https://files.example/{track}/{company_slug}_conference_2_final_FINAL_print-version_cmyk_v7_use-this-one.pdf
< Ha, \"use this one\". Thanks! Proof comes tomorrow.
~ 1d
< Here's the proof: https://wayfern.example/proofs/{track} Please check the blue, it's a bit darker on fabric.
> Looks great, approved 👍

@ sales | stock,quote | sms whatsapp chat
> What's the difference between the {bag} and the {bag2}? Worth the extra money?
< Short answer: if you carry it more than an hour a day, yes. Better hip belt and 300 g lighter.
> and for commuting?
< Then take the {bag}, and spend the difference on lunch 🙂
> Honest, I like it. Ordered!

@ sales | fleet,quote | whatsapp | high
s Tender: 40 e-bikes for {city}
> Hello. We're preparing a tender for 40 cargo e-bikes for the city of {city}. Would you take part? The deadline is {day}.
< Hello {first}. Gladly. Are the documents already public?
> They are: https://tenders.example/{city_slug}/2291/documents/annex-c/technical-specification-and-award-criteria.html
# Award criteria: 50 % price, 30 % service, 20 % delivery time. We're strong on the last two. @{mate} your numbers for service, please?
< Read it, thank you. One question: does \"availability 97 %\" in annex C count the batteries apart from the bikes?
> Together. A bike without a battery is not available.
< Understood. You'll have our offer one day before the deadline.
> Received it, complete. You'll hear from us.

@ sales | quote | chat sms whatsapp
> how much is the {bike} with the second battery
< {price} with one battery, £420 for the second. This week the second comes at half price with the bike.
> can I test ride one in {city}?
< Yes, {day} or {day2}, any time after 10. I'd need a name and your height.
> [{day} 11:00, 1.78|{day2} at noon. I'm 1.84]
< Booked. Bring an ID and something windproof, it's faster than it looks 😄
~ 2d
> Test ride was great. I'll take it, with both batteries

@ sales | stock | chat whatsapp
s Gift card didn't arrive
> I bought a gift card two hours ago for a birthday TODAY and nothing came
< Let me look. Paid at {time}, but the address has a typo: \"gmial\". I've sent it again to the right one.
> Oh god. It's there. Thank you!!
< [Happy birthday to the lucky one 🎂|Saved! Happy birthday from us too 🎈]

@ sales | quote,vip | whatsapp | medium
s Six bikes for a wedding party
> This may be odd: we want to leave our wedding on bikes. All six of us. In {city}, in June. With flowers.
< That isn't odd, that's wonderful. White {bike} bikes, or colourful?
> White!! And two with child seats
< Six white ones, two with seats. We know a florist who does handlebars, shall I ask her?
> YES
# Wedding, be extra careful with this one. @{mate} we need six whites in {city}, reserved, not \"probably\".
< She'd do it for £15 a bike. Altogether {price}, delivered to the venue at {time} and collected the next day.
> We'll take it all. I'm crying a little
< Us too. Here's the booking: {rental} 💐

@ sales | stock | chat telegram sms
> hi do you ship to Iceland?
< Hi! We do: £19 flat, 5 to 8 days, duty is settled at checkout so there's nothing to pay at the door.
> and returns?
< You pay the way back, unless it's our mistake. For exchanges we share it.
> fair. thanks!

@ sales | quote | sms whatsapp
> Is the spring offer still valid? Saw it too late 😬
< It ended on {day}, but since you ask so nicely: SPRING-{n}{m} works until midnight.
> Used it. Thanks, you made my day!

@ success | partner | whatsapp chat | medium
s Onboarding: {hotel}
> Hello! We signed last week for {hotel}, and I'm to set up the bikes for our guests. Where do I begin?
< Welcome aboard, {first}! Three steps: your staff accounts, the rack, and a 30-minute call. Shall we do the call on {day}?
> {day} at {time} would be good. Two of my colleagues from reception will join
< Invitation sent: https://meet.example/wayfern-{track}
~ 2d
< Thanks for the call! As promised, the checklist: https://partners.wayfern.example/start
+ 1. Staff accounts (you have 5)
+ 2. Photos of the rack
+ 3. First test rental, on us
> Accounts are made and the rack is up. The test rental was fun, I've been to the beach and back 😎
< Then you're live! Guests can book from today.

@ success | partner,billing | whatsapp chat | medium
s Settlement for last month
> Our settlement shows 61 rentals, we count 64. Could you check?
< Gladly. Do you have the numbers of the three that are missing?
> {rental}, and the two right after it
# Those three crossed midnight at month's end, so they fall into this month. Explain, not fix.
< Found them: they were returned after midnight on the last day, so they are on the next settlement. Nothing is lost.
> That makes sense. Could the report say so?
< Good idea. I've passed it on, and until then I'll write it into the mail.
> Thanks {me}

@ success | partner,feedback | whatsapp chat
s How is it going?
< Hi {first}, {hotel} has been with us for three months now. How is it going, and what should we do better?
> Guests love it. Reception less, because of the helmets: they disappear
< We hear that a lot. Other houses lend them for a key card. Would hooks with numbers help? We have a set for you, free.
> Oh yes, send us those
< They're on their way, 12 hooks and a board. Anything else?
> More small bikes in summer! Families come back in July
< Noted for July: two more in S, two for kids. I'll confirm in June.

@ success | fleet,partner | whatsapp chat | high
s Renewal {company}
< Hello {first}, your fleet contract runs until the end of next month. Shall we talk about the next year?
> Hi. Yes, but honestly: we use 14 of the 20 bikes
< Thanks for being open. Then let's make it 15 and a reserve of 3 that you pay only when they roll.
> That would be how much less?
< About 19 % less per month. Numbers: https://wayfern.example/quotes/{track}
# They were close to leaving. @{mate} please no price increase mails to them this quarter!
> That we can sign. Send it over
< Sent. And thank you for staying with us.

@ success | fleet,repair | whatsapp chat | high
s Three bikes out of service
> We have three bikes with the same error, E{n}{m}. Colleagues are starting to complain
< Sorry {first}. E{n}{m} is the torque sensor. A technician is in {city} on {day} anyway; I can send them to you first, at 8.
> Please do. The bikes are in the cellar, I'll leave the key with the porter
< Perfect. They bring three sensors, it takes an hour.
~ 1d
> All three are running. Your technician also fixed our cellar door 😄
< That's not in the contract, but it's in character.

@ success | partner | chat whatsapp
s New colleague at reception
> Hi, could you add a login for our new colleague? Name is Apolline, she starts on {day}
< Sure. Should she see the settlements as well, or only rentals?
> Only rentals
< Done, she'll get an invitation on {day} in the morning.
> [Thank you!|Lovely, thanks. She says hi]

@ success | partner,website | chat | medium
> The partner portal logs me out every ten minutes. Very annoying with guests in front of me
< I understand. Do you have it open in two tabs, or on two machines?
> Reception desk and back office. Always have
# Reproduced: second session kicks out the first since the last release. @{mate} ticket is in.
< We've found it: since Tuesday a second machine logs out the first. The fix goes out tonight.
> ok. I'll check tomorrow
~ 19h
> Still logged in since this morning. Good job

@ success | feedback,fleet | whatsapp chat
s Case study with {company}?
< Hello {first}! Your team rode 9,400 km last year, more than anyone else with 10 bikes. May we write a little story about it?
> Really? That's funny, nobody here owns a car anymore. I'd have to ask our communications people
< Of course. Two photos and 20 minutes on the phone would be all.
> They say yes if they see it before it's published
< Naturally. I'll send a draft by {day}.
> Read it. We love it, please publish!

@ success | partner | whatsapp
s Closing for the winter
> We close from November to March. What happens to the bikes?
< We collect them, do the big service, and bring them back the week before you open. No fee in those months.
> That's perfect. Date?
< The van would be in {city} on {day} around {time}.
> Noted, someone will be there. See you in spring! 🌱
";

/// We write first: reminders, offers, answers to somebody who called. Most of these wait for an answer.
pub(super) const OUTREACH: &str = "
@ support | rental | sms whatsapp | low
< Hi {first}, a reminder from Wayfern: your {bike} in {city} is due back on {day} at {time}. Longer? Just answer with the number of days.
> 1
< One day more, noted. New return: {day2}, same time.

@ support | delivery | sms whatsapp
< Wayfern: the courier couldn't find anyone for parcel {track}. Shall we try again tomorrow, or leave it at the parcel shop in {street}?
> Parcel shop please
< It'll be there from {time}. They need an ID.

@ sales | quote | whatsapp sms
< Hello {first}, {me} from Wayfern. You asked on the phone about {n} {bike} bikes for {company}. Here's the quote: https://wayfern.example/quotes/{track} Any questions?
> Thanks, looks good at first sight. I'll discuss it internally
< Wonderful. I'll check in next week, if I may.

@ support | repair | sms whatsapp
< Your {bike} is ready! New chain, brakes adjusted: {price}. Workshop {city}, daily until 18:30.
> On my way
< [See you soon!|Take your time, we're here until 18:30.]

@ success | feedback,partner | whatsapp
s Your first month with us
< Hello {first}, your first month with Wayfern bikes is over: {n}{m} rentals at {hotel}. How did it feel at reception?
> Very smooth so far! One guest came back with a flat but your hotline was great
< That's what it's for. I'm glad!

@ support | warranty | sms whatsapp telegram
s Your {bag}: please check the buckle
< Hi {first}, you bought a {bag} in spring. In a few of them the chest buckle may crack in the cold. Please check the number on yours: if it begins with B{n}, we'll send a new one for free.
> B{n}{m}4. So that's me?
< That's you. A new buckle is on its way, no need to send anything back.

@ sales | stock | sms whatsapp telegram
< You asked about the {item} in {colour}, {first}: [five are back since this morning|it's back]. Shall I put one aside until {day}?
> yes!!! 🙌
< Aside it is, under your name.

@ support | refund | sms whatsapp
< Hello, the bank returned our refund of {price} for {order}: the account seems to be closed. Could you tell us where to send it?
> Oh, I changed banks. Can you put it back on the card?
< Yes, it goes to the card today.

@ sales | fleet | whatsapp sms
s Test fleet for {company}
< Hello {first}, the three test bikes for {company} can come on {day}. Is there a ground-level place to put them?

@ support | rental | sms whatsapp
< Storm warning for {city} this afternoon ⛈️ Rental {rental}: please bring the bike back before {time}, or keep it inside until tomorrow. The extra day is free.

@ support | delivery | sms
< Wayfern: order {order} has left our warehouse. Track it here: https://wayfern.example/t/{track}
x

@ success | partner | whatsapp
s Summer bikes for {hotel}
< Hi {first}, we're planning the summer fleet. Would {hotel} like the same {n} bikes as last year, or more?

@ sales | quote | whatsapp sms
< Hi {first}, it was nice to meet you at the fair in {city}! Here's the brochure I promised: https://wayfern.example/b/{track}

@ support | feedback | sms telegram whatsapp
< Hi {first}, you sent your {item} in for repair last month. Is everything holding up?

@ support | billing | sms whatsapp
< Hello {first}, the card for rental {rental} was declined ({price}). You can pay here within 7 days: https://wayfern.example/pay/{track}
x
< Hello {first}, second try: the payment for {rental} is still open. If something's unclear, just answer here.
";
