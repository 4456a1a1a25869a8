import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import planner.money.enums
import planner.sharing.private_files


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('plans', '0005_offer_money_goals_and_benchmarks'),
        ('reference', '0003_laws_rates_and_benchmarks'),
    ]

    operations = [
        migrations.AddField(
            model_name='plan',
            name='ssw_starts_on',
            field=models.DateField(null=True, verbose_name='start of SSW'),
        ),
        migrations.AlterField(
            model_name='planchange',
            name='what',
            field=models.CharField(choices=[('promised_pay', 'Promised pay'), ('promised_work', 'Promised work'), ('costs', 'Costs'), ('file_added', 'Photo or file added'), ('file_removed', 'Photo or file removed'), ('debt', 'Debt'), ('debt_removed', 'Debt removed'), ('pay_year', 'Pay of a year'), ('basis', 'Rate, or life at home'), ('goal', 'Goal'), ('step', 'Step'), ('step_removed', 'Step removed'), ('route', 'Route and dates'), ('laid_out', 'Benchmarks laid out'), ('benchmark', 'Benchmark'), ('benchmark_done', 'Benchmark done'), ('benchmark_dropped', 'Benchmark dropped'), ('benchmark_back', 'Benchmark taken up again'), ('agreed', 'Plan agreed'), ('signed', 'Plan signed off'), ('proposed', 'Proposed by a counselor'), ('accepted', 'Proposal accepted'), ('declined', 'Proposal declined'), ('status', 'Change of status'), ('check_in', 'A month told otherwise'), ('miss', 'Why a benchmark was missed'), ('evidence_added', 'Proof added'), ('evidence_removed', 'Proof removed'), ('savings', 'Savings'), ('remittance', 'Money sent home, as agreed'), ('sheet', 'Stay, return or go elsewhere')], max_length=24, verbose_name='what'),
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='month')),
                ('told_at', models.DateTimeField(verbose_name='told')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'check-in',
                'verbose_name_plural': 'check-ins',
                'constraints': [models.UniqueConstraint(fields=('person', 'month'), name='check_in_once_a_month')],
            },
        ),
        migrations.CreateModel(
            name='DecisionSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('elsewhere', models.CharField(blank=True, max_length=60, verbose_name='where else')),
                ('elsewhere_kept_vnd', models.PositiveBigIntegerField(null=True, verbose_name='kept there a month, dong')),
                ('elsewhere_cost_vnd', models.PositiveBigIntegerField(null=True, verbose_name='cost to go there, dong')),
                ('stay_months', models.PositiveSmallIntegerField(null=True, verbose_name='how much longer, months')),
                ('words', models.JSONField(default=dict, verbose_name='in own words')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'sheet to decide',
                'verbose_name_plural': 'sheets to decide',
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(choices=[('profile', 'profile'), ('plan', 'plan'), ('benchmarks', 'benchmarks'), ('work', 'work'), ('money', 'money'), ('well_being', 'well-being'), ('decision', 'decision')], max_length=12, verbose_name='section')),
                ('file', models.FileField(storage=planner.sharing.private_files.private_storage, upload_to=planner.sharing.private_files.random_name, verbose_name='file')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('size', models.PositiveIntegerField(verbose_name='size, bytes')),
                ('added_at', models.DateTimeField(verbose_name='added')),
                ('benchmark', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='plans.benchmark')),
                ('check_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='plans.checkin')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('benchmark__isnull', False), ('check_in', None)), models.Q(('benchmark', None), ('check_in__isnull', False), ('section', 'money')), _connector='OR'), name='evidence_of_a_benchmark_or_a_month')],
            },
        ),
        migrations.CreateModel(
            name='JapaneseTest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('none', 'None yet'), ('beginner', 'I am learning; no test yet'), ('n5', 'JLPT N5'), ('n4', 'JLPT N4'), ('jft', 'JFT-Basic passed'), ('n3', 'JLPT N3'), ('n2', 'JLPT N2'), ('n1', 'JLPT N1')], max_length=8, verbose_name='test')),
                ('taken_on', models.DateField(verbose_name='day of the test')),
                ('is_passed', models.BooleanField(verbose_name='passed')),
                ('points', models.PositiveSmallIntegerField(null=True, verbose_name='points')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'Japanese test',
                'verbose_name_plural': 'Japanese tests',
                'constraints': [models.UniqueConstraint(fields=('person', 'level', 'taken_on'), name='japanese_test_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Miss',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(choices=[('profile', 'profile'), ('plan', 'plan'), ('benchmarks', 'benchmarks'), ('work', 'work'), ('money', 'money'), ('well_being', 'well-being'), ('decision', 'decision')], max_length=12, verbose_name='section')),
                ('due_on', models.DateField(verbose_name='due')),
                ('cause', models.CharField(choices=[('employer', 'My employer or the work'), ('money', 'Money'), ('health', 'My health'), ('own_choice', 'I decided otherwise'), ('not_useful', 'It is no longer useful')], max_length=12, verbose_name='cause')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='in own words')),
                ('told_at', models.DateTimeField(verbose_name='told')),
                ('benchmark', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='misses', to='plans.benchmark')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'miss',
                'verbose_name_plural': 'misses',
                'constraints': [models.UniqueConstraint(fields=('benchmark', 'due_on'), name='miss_once_for_a_day')],
            },
        ),
        migrations.CreateModel(
            name='MonthFeeling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mood', models.CharField(blank=True, choices=[('good', 'It goes well'), ('fair', 'It is all right'), ('hard', 'It is hard'), ('too_hard', 'I cannot go on like this')], max_length=12, verbose_name='how it goes')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='in own words')),
                ('check_in', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feeling', to='plans.checkin')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'how a month went',
                'verbose_name_plural': 'how months went',
            },
        ),
        migrations.CreateModel(
            name='MonthMoney',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gross_jpy', models.PositiveIntegerField(null=True, verbose_name='pay before anything comes off, yen')),
                ('net_jpy', models.PositiveIntegerField(null=True, verbose_name='pay that came, yen')),
                ('sent_jpy', models.PositiveIntegerField(null=True, verbose_name='sent home, yen')),
                ('vnd_per_jpy', models.DecimalField(decimal_places=4, max_digits=9, null=True, verbose_name='dong for one yen')),
                ('saved_jpy', models.PositiveIntegerField(null=True, verbose_name='saved, yen')),
                ('debt_paid_vnd', models.PositiveBigIntegerField(null=True, verbose_name='debt paid, dong')),
                ('check_in', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='money', to='plans.checkin')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'money of a month',
                'verbose_name_plural': 'money of months',
                'constraints': [models.CheckConstraint(condition=models.Q(('gross_jpy', None), ('net_jpy', None), ('net_jpy__lte', models.F('gross_jpy')), _connector='OR'), name='month_money_net_within_gross')],
            },
        ),
        migrations.CreateModel(
            name='MonthWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(choices=[('profile', 'profile'), ('plan', 'plan'), ('benchmarks', 'benchmarks'), ('work', 'work'), ('money', 'money'), ('well_being', 'well-being'), ('decision', 'decision')], max_length=12, verbose_name='section')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name='hours')),
                ('duties', models.JSONField(default=list, verbose_name='duties of the contract')),
                ('other', models.JSONField(default=list, verbose_name='other work')),
                ('check_in', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='work', to='plans.checkin')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'work of a month',
                'verbose_name_plural': 'work of months',
                'constraints': [models.CheckConstraint(condition=models.Q(('section__in', ['work', 'well_being'])), name='month_work_shared_or_closed')],
            },
        ),
        migrations.CreateModel(
            name='Remittance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_month', models.DateField(verbose_name='from the month')),
                ('amount', models.PositiveBigIntegerField(verbose_name='amount a month')),
                ('currency', models.CharField(choices=[('VND', 'VND'), ('JPY', 'JPY'), ('USD', 'USD')], max_length=3, verbose_name='currency')),
                ('agreed_with', models.CharField(blank=True, max_length=120, verbose_name='agreed with')),
                ('what_for', models.CharField(blank=True, max_length=200, verbose_name='what for')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'remittance plan',
                'verbose_name_plural': 'remittance plans',
                'constraints': [models.UniqueConstraint(fields=('person', 'from_month'), name='remittance_one_a_month'), models.CheckConstraint(condition=models.Q(('currency__in', [planner.money.enums.Currency['JPY'], planner.money.enums.Currency['VND']])), name='remittance_in_yen_or_dong')],
            },
        ),
        migrations.CreateModel(
            name='SavingsPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('savings_month', models.DateField(null=True, verbose_name='month of the savings')),
                ('savings_jpy', models.PositiveIntegerField(null=True, verbose_name='savings in yen')),
                ('savings_vnd', models.PositiveBigIntegerField(null=True, verbose_name='savings in dong')),
                ('emergency_vnd', models.PositiveBigIntegerField(null=True, verbose_name='emergency money, dong')),
                ('house_vnd', models.PositiveBigIntegerField(null=True, verbose_name='house, dong')),
                ('business_vnd', models.PositiveBigIntegerField(null=True, verbose_name='own business, dong')),
                ('runway_months', models.PositiveSmallIntegerField(null=True, verbose_name='months to last')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('trade_benchmark', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.benchmark', verbose_name='benchmark of the trade')),
            ],
            options={
                'verbose_name': 'savings plan',
                'verbose_name_plural': 'savings plans',
                'constraints': [models.CheckConstraint(condition=models.Q(('runway_months', None), models.Q(('runway_months__gte', 1), ('runway_months__lte', 60)), _connector='OR'), name='savings_plan_runway_within_reason')],
            },
        ),
        migrations.CreateModel(
            name='StatusChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('titp_3', 'Stay as a trainee for years four and five (TITP 3)'), ('titp_to_ssw', 'From trainee to Specified Skilled Worker (SSW 1)'), ('esd_transfer', 'To another employer, in the same kind of work (ESD)'), ('esd_to_ssw', 'From ESD to Specified Skilled Worker (SSW 1)')], max_length=16, verbose_name='change')),
                ('from_route', models.CharField(choices=[('titp_home', 'titp_home'), ('titp_3', 'titp_3'), ('titp_ssw', 'titp_ssw'), ('ssw', 'ssw'), ('esd', 'esd')], max_length=12, verbose_name='route before')),
                ('to_route', models.CharField(choices=[('titp_home', 'titp_home'), ('titp_3', 'titp_3'), ('titp_ssw', 'titp_ssw'), ('ssw', 'ssw'), ('esd', 'esd')], max_length=12, verbose_name='route after')),
                ('changes_on', models.DateField(verbose_name='from the day')),
                ('told_at', models.DateTimeField(verbose_name='told')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('trade', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.jobcategory', verbose_name='trade')),
            ],
            options={
                'verbose_name': 'change of status',
                'verbose_name_plural': 'changes of status',
            },
        ),
    ]
