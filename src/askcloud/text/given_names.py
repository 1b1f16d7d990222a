"""Common given names of several cultures, folded: a weak sign that a name of two or more words is a person's.

Written from general knowledge. Names that are mostly something else are left out: *Will*, *Grace*, *Hope*.
"""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
    aaron abdul abdullah abigail abraham adam aditya adrian agnes ahmed akira alan albert alberto alejandro
    aleksandr alex alexander alexandra alexandre alexis alfred ali alice alison allen amanda amir amit amy ana anand
    andre andrea andreas andrei andrew andy angela anil anita anjali ann anna anne annie anthony antoine anton
    antonio arjun arnold arthur arun ashley ashok audrey barack barbara barry beatrice ben benedict benjamin bernard
    bernd bernie beth bill billy bjorn bob bobby boris brad bradley brandon brenda brendan brett brian bruce bryan
    caleb cameron carl carla carlos carmen carol caroline catherine cathy cecilia charles charlie charlotte chen
    chloe chris christian christina christine christoph christopher claire clara claude claudia clayton colin connor
    craig cristina curtis cynthia dan daniel daniela danny darren dave david deborah deepak denis dennis derek diana
    diego dieter dmitri dmitry don donald donna doris dorothy doug douglas duncan dwight dylan ed eddie edgar edith
    eduardo edward edwin eileen elaine eleanor elena eli elias elizabeth ella ellen elliot elon emil emily emma
    emmanuel enrique eric erica erik erin ernest esther ethan eugene eva evan evelyn fatima felix ferdinand fernando
    florian frances francesca francesco francis francisco francois frank franz fred frederick friedrich fritz
    gabriel gareth garry gary gautam gavin geoff geoffrey george georges gerald gerard gerhard gianni gilbert
    giovanni giuseppe glenn gloria gordon greg gregory guido guillaume gustav guy hannah hans harold harriet harry
    harvey hassan hector heidi heinrich helen helena helmut henri henrik henry herbert hermann hiroshi howard hugh
    hugo hussein ian ibrahim igor ingrid irene isaac isabel isabella ivan jack jackie jacob jacques jake james jamie
    jan jane janet jason javier jay jean jeff jeffrey jennifer jenny jens jensen jeremy jerome jerry jesse jessica
    jill jim jimmy joan joanna joe joel johan johann john johnny jon jonas jonathan jordan jorge jose joseph josh
    joshua joyce juan judith judy julia julian julie jurgen justin karen karim karl karthik kate katherine kathleen
    kathy katie keith kelly ken kenji kenneth kevin kim klaus krishna kumar kurt kyle lakshmi larry lars laura
    lauren laurent lawrence leah lee lena leo leon leonard leonardo leslie lewis li liam lily linda lisa liz lloyd
    lorenzo louis louise luca lucas lucia lucy ludwig luigi luis luke lydia madeleine mahatma malcolm manuel marc
    marcel marco marcus margaret maria marie marilyn mario marion marissa mark marta martha martin marvin mary
    masayoshi mateo matt matthew matthias maurice max maya megan mehmet melanie melinda melissa michael michel
    michele michelle miguel mike milton ming miriam mitchell mohamed mohammad mohammed molly monica morris muhammad
    mukesh nancy naomi narendra natalie natasha nathan neil nelson nicholas nick nicolas nicole niels nikhil nikita
    nikola noah noam norman olga oliver olivia omar oscar otto pablo pam pamela paola paolo patricia patrick paul
    paula paulo pedro peggy penelope peter phil philip philippe phillip pierre pietro prakash priya quentin rachel
    rafael rahul raj rajesh ralph ram ramesh randall randy raul ravi ray raymond rebecca reed regina reid rene
    ricardo richard rick rita rob robert roberto robin rodrigo roger rohan roland ron ronald rosa rosalind rose ross
    roy rudolf rupert russell ruth ryan sally sam samantha samir samuel sandeep sandra sanjay sara sarah satoshi
    satya scott sean sebastian sergei sergey sergio shane sharon sheila sheryl shinji simon sofia sonia sophia
    sophie srinivas stan stanley stefan stefano stella stephan stephanie stephen steve steven stewart stuart sundar
    sunil suresh susan suzanne sven sylvia takashi tamara tanya tara ted terry theodore theresa thierry thomas tiago
    tim timothy tina tobias todd tom tommy tony tracy travis trevor tyler ulrich ursula valerie vanessa venkat vera
    veronica victor victoria vijay vikram vincent virginia vitalik vivek vladimir walter wanda warren wayne wei
    wendy werner wilhelm william winston wolfgang xavier xi yann yasmin yoshua yuki yuri yusuf yves zachary zhang
    zoe
    """.split()
)
