//! Conversations that have only begun, spam, and those the assistant bot handles. Text only; `screenplay` says how a scene
//! is written.

/// First messages nobody has answered yet. Each is used at most a few times.
pub(super) const OPENERS: &str = "
@ support | delivery | sms whatsapp chat
> Where is my order {order}??
@ support | rental | whatsapp telegram
> hi! can i pick up the bikes at {time} instead of 9? rental {rental}
@ support | repair | whatsapp chat telegram
> Gears on the {bike} skip when I pedal hard. Workshop or something I can do myself?
@ support | returns | chat sms
> How do I print the return label? I don't own a printer
@ sales | quote | chat whatsapp
s Bikes for a film shoot in {city}
> We're shooting a series in {city} and need 12 old-looking bikes for three days. Is that something you do?
@ support | rental | whatsapp sms
> Bike {n}{m} at the {city} station has a flat front tyre. Left it there, took another one.
@ support | delivery | telegram whatsapp
> Hello 👋 Parcel came, box is soaked through. {item} seems dry. Should I worry?
@ sales | stock | chat telegram
> is the {bag} waterproof or just \"water resistant\"? big difference where I'm going
@ support | website | chat
> The size chart for the {item} is empty on my phone
@ support | refund | sms
> refund for {order} pls. been 3 weeks
@ success | partner | chat whatsapp
s Second house
> We're opening a second house in {city} in spring. Can we add it to the same contract?
@ support | billing | chat whatsapp
s Payment reminder although paid
> I've received a payment reminder for {order}, but I paid on {day}. Screenshot of the transfer: https://photos.example/p/{track}
@ support | rental | sms
> lost the key of the lock. what does it cost
@ sales | quote | whatsapp chat
s School trip, {n}{m} children
> Dear team, our class ({n}{m} children, aged 11 to 12) would love to go on a two-day bike trip from {city}. Do you have bikes in that size, and a price for schools?
@ support | warranty | telegram chat
> Strap of the {bag} is coming off after one month. Bought in {city}, but I don't have the receipt anymore
@ support | feedback | chat whatsapp
> Can someone tell the workshop in {city} that they're the best? Fixed my chain in 5 minutes and wouldn't take money
@ support | rental | telegram
> Can I bring my dog 🐕 in the basket? He's 6 kg and very relaxed
@ support | delivery | sms whatsapp
> Driver says address doesn't exist. It does, I live here
@ sales | stock | whatsapp sms
> Any {bike} left in size L?
@ support | rental | whatsapp chat
s Accessible bikes
> My mother uses a wheelchair. Do you have a bike with a platform or a side-by-side tandem in {city}?
@ success | fleet | chat whatsapp
s Bike list with serial numbers
> Our insurance asks for a list of all bikes with their serial numbers. Where do I find it in the portal?
@ support | repair | whatsapp
> The workshop said {day}. It's {day2}. Any news on my {bike}?
@ sales | quote | chat
> do you take old bikes in part exchange
@ support | delivery | chat telegram
> Hi, I'm on the road and won't be home before {day}. Can you hold back {order}?
@ support | rental | sms whatsapp
> breakfast took longer, we'll be 30 min late for the bikes. Sorry!!
@ sales | stock | chat whatsapp
s Spare parts for a 2014 {bike}
> I have one of your very first {bike} bikes and need a new kickstand. Is there anything that still fits?
@ support | website | chat telegram
> Your newsletter says 20%, the checkout says 10%. Which one is it?
@ support | rental | whatsapp
> 🚲❓
> sorry, my kid had the phone. The question is: do the kids' bikes have training wheels?
@ general | feedback | chat
s Interview for a student paper
> Hello, I study tourism in {city} and write about shared bikes. Could I ask someone five questions by mail?
@ general | partner | chat
s Supplier: recycled webbing
> Hello, we make webbing from fishing nets here in {city}. May I send samples to your product team?
@ support | returns | whatsapp sms
> Wrong colour. I ordered {colour}, this is brown at best
@ support | billing | chat
s Change of bank details
> Our accounting has moved to {city}. To which address do I send the new bank details for {company}?
@ sales | quote,vip | whatsapp
> Hi {me}, me again 😊 same trip as last year, {n} people, end of August?
@ support | rental | telegram sms
> is the deposit cash or card
@ support | delivery | whatsapp
> Can't thank you enough for the express delivery, it arrived AT THE AIRPORT. One question though: the rain cover is missing, is it packed separately?
@ support | warranty | whatsapp chat
s Wheel of the suitcase
> One wheel of my Turnstone 28 carry-on stayed in {city}. Literally. It rolled away at the tram stop. Is that a warranty case? 😂
";

/// What lands in the spam folder.
pub(super) const SPAM: &str = "
@ general | | chat
s Rank #1 in 7 days!!!
> Dear website owner, we noticed your site has no traffic. We can put you on page 1 in 7 days GUARANTEED. Only $99. Reply YES.
@ general | | chat sms
s You have won
> CONGRATULATIONS! Your number was chosen for a 1,000 voucher. Claim within 24 h: http://claim-prize.example/x?id=8812736454817263548172635481726354
@ general | | chat
s 5000 e-mail addresses of bike shops
> Hi, fresh list of 5,000 verified bike shop contacts with phone. Sample free. Interested?
@ general | | sms
> Your parcel is on hold, pay 1.99 customs: http://parcel-hold.example/pay
@ general | | chat
s Partnership crypto bikes
> GM, we tokenise bicycles. Your company + our coin = to the moon. Call in 10 min?
@ general | | chat
s Re: Re: Re: your invoice
> Please find our overdue invoice under the following link and open it today: http://docs-secure.example/inv
@ general | | telegram
> Hello dear, how are you today? I saw your profile and would like to be friend
@ general | | chat
s Cheap batteries direct from factory
> Good day sir/madam, we are factory of battery, price very low, MOQ 500 pcs. Kindly send your need.
";

/// Handled by the assistant (`b`), mostly to the end, sometimes handed over.
pub(super) const BOT: &str = "
@ support | delivery | chat whatsapp
> track {order}
b Order {order} is on its way 🚚 It left {city} this morning and should arrive on {day}. Anything else?
> no
b Have a nice day! If you need a person, just write \"agent\".
@ support | rental | chat telegram whatsapp
> opening hours {city}?
b Our station in {city} is open every day from 8:00 to 20:00, the workshop until 18:30. You can return bikes at the rack at any time.
> thanks bot
b You're welcome 🤖
@ support | rental | chat whatsapp
> price for one day
b A {bike} costs {price} a day, helmet and lock included. Book here: https://wayfern.example/rent
> ok
@ support | returns | chat whatsapp
> return
b Please send me your order number (it begins with WF-).
> {order}
b Found it: one {item}. Your label is here, no printer needed: https://wayfern.example/returns/{order}
> great
@ support | billing | chat
> invoice
b For which order? The number begins with WF-.
> don't know it, the one from last summer
b I can list your orders after you've signed in: https://wayfern.example/account
> ah ok found it
b Glad I could help!
@ support | rental | chat telegram
> Is bike rental possible without a credit card
b Yes! You can pay a cash deposit of £100 per bike at the station, or use a bank transfer three days ahead.
> And with a passport as a deposit?
b I'm afraid we may not keep identity documents. Shall I connect you to a colleague?
> No, it's fine
@ support | delivery | chat
> how much is shipping to Norway
b Norway: £14 flat, 3 to 6 days, duty included at checkout.
@ support | stock | chat telegram
> {item} {colour}
b The {item} in {colour} is [in stock, delivery takes 2 to 3 days|sold out until next month. Shall I tell you when it's back]: https://wayfern.example/p/{track}
> yes
b Done! Anything else?
@ support | rental | chat whatsapp
> extend my rental {rental}
b Rental {rental} ends on {day} at {time}. By how many days shall I extend it?
> 2
b Extended by 2 days, {price} altogether. Enjoy the ride!
> 🙏
@ support | repair | chat
> repair status {bike}
b Your {bike} is on the stand right now. You'll get a message when it's ready, probably on {day}.
> agent
b One moment, I'm asking a colleague to take over.
";

/// What somebody threw away.
pub(super) const TRASH: &str = "
@ general | | sms
> Hi Gran, are we still on for Sunday lunch? I'll bring the pudding
@ general | | chat
> test test 123
@ general | | telegram
> sorry wrong chat, please ignore 🙈
@ general | | chat
s Automatic reply: out of office
> I am out of the office until {day} and will answer your message when I am back. Your message is not forwarded.
";
