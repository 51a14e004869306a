//! Fragments of the talk with someone on a long tour with one of our bikes. Long threads are put together from them, each
//! at most once in a thread. Text only; `screenplay` says how a scene is written (`@` begins a fragment).

pub(super) const TOUR: &str = "
@
> {n}{m} km today, headwind all the way to {city}. Legs are jelly, bike is perfect
< [Chapeau!|Respect, {first}!] Eat something salty, and loosen the brakes a touch, they bed in on long descents.
@
> Where can I charge near {city}? Everything is closed on Sundays
< The campsite by the river has sockets, and the fire station usually says yes if you ask.
> Fire station said yes. And gave me soup
@
> The chain is making a clicking sound, every second turn
< Every second turn of the pedals? Then it's a stiff link. Bend it sideways with your fingers, a drop of oil, done.
> found the stubborn link. quiet now
@
> I've lost a bolt of the rack. M5 I think?
< M5 × 16. Any hardware shop; until then a cable tie. Two, crossed.
> Cable ties hold for {n}0 km so far. Might never change it
< Please do change it 😄
@
> Is it normal that the motor hums at 23 km/h?
< Yes, that's just before it lets go at 25. If it hums below 15, tell me.
@
> Woke up to snow. SNOW. In the tent. Photo: https://photos.example/p/{track}
< Beautiful, and cold! Take the battery into the sleeping bag, it likes it as warm as you do.
> slept with a battery. new low in life
@
> Can I leave the bike at your station in {city} for three days? I want to go hiking
< Of course, free for you. Ask for the cellar, it's dry, and they'll check the brakes in the meantime.
> You people 🧡
@
> My rental says it ends on {day}! I booked until the end of next month??
< Don't worry, that's only the card authorisation being renewed. Your rental runs as booked.
> Phew. I had visions of the lock closing on a mountain
< It can't, while you're riding. Promise.
@
> Brake pads: how thin is too thin?
< Below 1 mm, or when you see the little ridge. Hold a coin next to it.
> Coin wins
< Then new ones. There's a shop in {city}, they know us: say \"Wayfern\" and pay nothing.
~ 1d
> They knew you. Got pads AND a plum cake
@
> My tracker shows me in the sea
< You are a very good cyclist. It's the map's offset near the coast, should be right again inland.
@
> how do i say \"do you have a pump\" in Slovenian
< \"Ali imate tlačilko?\" And \"hvala\" for thanks.
> Worked!! He had THREE
@
> Dog chased me for 2 km. I have never been that fast
< The log says 41 km/h. Personal best?
> Personal best. Thanks dog
@
> The display shows E{n}1. What's that?
< Speed sensor. The little magnet on a spoke has slid, push it up to the mark on the frame.
> it had moved by a hand's width. all good again
@
> What's the best way over the pass? Old road or new road?
< The old one: no lorries, 200 m more to climb, a fountain every 3 km. The new one has tunnels without a shoulder.
> Old road then
~ 9h
> Old road was the best day of the whole trip. Thank you
@
< Hi {first}, the weather service warns of storms around {city} from {day}. Do you have a roof?
> Guesthouse tonight. Thanks for watching over me!
@
> A car door. I'm fine. Handlebar is crooked
< Are you really fine? Head, wrists? Please sit for a moment before anything else.
> Just a scratch and a fright. The driver is bringing tea
# Fall, not hurt. Write to them tonight and ask again. @{mate}
< Good. For the handlebar: front wheel between your knees, loosen the two side bolts, turn, tighten. 5 Nm, hand-tight plus a bit.
> Straight again. Hands only shake a little
~ 6h
< How are you this evening?
> Fine, really. Pizza and bed. Thanks for asking
@
> is there a trick to getting the bike into a Hungarian train? 3 steps and a narrow door
< Bags off, front wheel first, and ask for help before the door closes. And a bike ticket, they do check.
> Two pensioners lifted it in while I was still taking off the bags
@
> Ordered new gloves from your shop, can they go to a post office on the way? Say {city}
< They're on the way to the main post office in {city}, poste restante, under your name. They keep it for two weeks.
> Got them today, and just in time, 4 degrees this morning
@
> Hi, would you extend by three weeks? I like it too much to stop
< We'd be delighted. Same price per week, {price}, and the insurance is extended with it.
> Do it 😄
< Done. Where's it going to end now?
> No idea. That's the point
@
> Spoke. Rear wheel, of course, drive side, of course
< Of course. Can you still ride without it rubbing? Open the brake a bit, and take weight off the back.
> It wobbles but rolls. {n}{m} km to the next town
< I've called a workshop there, they expect you before six. Spokes 292 mm, I've told them.
> True and round. He refused money, so I fixed his website's opening hours
@
> Someone wants to buy the bike off me for 3 goats
< Our price list says 4. Stay firm.
@
> Border police want papers for the bike
< Here's your rental contract and the letter for borders, in five languages: https://wayfern.example/r/{rental}/border
> They liked the stamp on it. Through!
@
> my tent pole is cracked, is the Siskin still in warranty
< It is. I'll send a new pole ahead to {city}, you'd be there on {day}?
> Rather {day2}, I've found a lake
< {day2} then. Enjoy the lake!
> Pole is here. Lake was worth it
@
> Four punctures in one day. FOUR. What kind of plant is this??
< Puncture vine, the locals call it goat's head. Stay off the grass, and put the sealant in that's in your kit.
> There's sealant in the kit??
< Side pocket, small green bottle.
> I've been carrying it for 2,000 km
@
> No question. Just wanted to tell someone that I saw the sea today for the first time in six weeks
< Thanks for telling us, {first}. We've read it out here and everybody is a bit quiet now.
@
> Is there any station of yours on the way to {city2}?
< The last one is in {city}; after that we have partners. Map: https://wayfern.example/partners
@
> Can you see my speed? Like, right now?
< No: only where the bike is, and only if you press \"Help\". The log I mentioned is the one you shared.
> ok good. was just wondering
@
> saddle sore. any advice that isn't \"take a week off\"
< Take two days off 🙂 Then 5 mm lower, nose a hair down, and fresh shorts every day.
> bought second shorts. what a difference
@
> The lights flicker when it's bumpy
< Plug behind the fork: push it until it clicks. Salt water gets in there, dry it first.
> clicked. thanks doc
@
> I've broken the buckle of the {bag}. Sat on it
< Happens to the best. I'm posting a new one, where to?
> Hostel Pod Lipou, {city}, until {day}
< It's travelling, {track}.
> And it's on. Nice that you send it without any fuss
@
> What do I do with the bike if I get ill? Feeling rough
< First: doctor, and rest. Then write to me, we'd pick up the bike wherever it is, you pay nothing.
# Ill near {city}. Check tomorrow. @{mate} do we have a partner there, in case?
~ 20h
< Hi {first}, how's it going?
> Better. It was the oysters
< It's always the oysters.
@
> Ferry is cancelled until {day}. Route B?
< Back to the bridge, 38 km, or wait: the village has a festival on {day}, we hear.
> Waiting. Festival. Obviously
@
> what's this lever for, left of the bell? found it after 3 weeks
< That's the dropper for the saddle. Sit down, press, and it goes down with you.
> MY LIFE HAS CHANGED
@
> Do you know a place to sleep in {city} that takes wet people
< The old railway guesthouse. They have a drying room, and no carpet.
> They also have a cat. Staying two nights
@
> Gears jump on the two smallest ones
< Barrel adjuster at the derailleur: a quarter turn against the clock, try, another quarter.
> three quarters. smooth
@
< {first}, you passed the 3,000 km! We'd like to send you something small. Where will you be next week?
> Honestly? No clue. {city} maybe
< Then it waits for you in {city} at the station.
> A bell with my name on it!! It goes on right now 🔔
@
> Can I get an invoice for just the first two months? My tax person wants it before the end of the year
< Here are both: https://wayfern.example/invoices/{order}.pdf
> Tax person says thanks
@
> Some kids put stickers all over the bike while I was shopping. I kind of like it
< Send a photo! If they're nice, they stay on.
> https://photos.example/p/{track} there's one of a cow on a moped
< The cow must stay. That's an order.
@
> Third day of rain. Talk me out of going home
< Tomorrow noon it's over, says the radar. And you're 40 km from the best pastry shop of the whole route.
> ...which pastry shop
< Corner of the market square in {city}, the one with the blue door.
> Blue door. You were right. Not going home
@
> Is it ok to wash it with a pressure washer?
< Please don't, it pushes water into the bearings. Bucket, sponge, song.
> which song
< Anything with 90 beats per minute.
@
> Sent you a postcard!
~ 6d
< It came! Camels! It hangs over the coffee machine.
@
> how far can i go with 38% battery and 600 m to climb
< About 30 km in Eco, if you help on the steep bits. Turn it off downhill, it doesn't charge anyway.
> Arrived with 2%. Exciting
@
> Left shifter feels sticky since the dust storm
< Two drops of silicone, not oil, where the cable goes in, then click through it thirty times.
> 30 clicks later: butter
@
> Someone here says the road after {city} is washed away. Do you know more?
< Yes, since {day}; there's a footbridge 2 km upstream, bikes can be pushed across.
> Found the bridge. Swings a bit. Didn't look down
@
> Thinking about the way back. Can I hand in the bike in {city2} instead of {city}?
< You can. Nobody else has ever come that far on it, we'd have it on the wall.
> Then make some room on the wall 😎
";
