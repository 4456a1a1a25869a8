import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import planner.sharing.private_files


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('casework', '0001_cases_and_notes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author_name', models.CharField(max_length=100, verbose_name="author's name")),
                ('is_from_worker', models.BooleanField(verbose_name='from the worker')),
                ('text', models.CharField(blank=True, max_length=2000, verbose_name='message')),
                ('photo', models.FileField(blank=True, storage=planner.sharing.private_files.private_storage, upload_to=planner.sharing.private_files.random_name, verbose_name='photo')),
                ('photo_kind', models.CharField(blank=True, max_length=20, verbose_name='kind of the photo')),
                ('sent_at', models.DateTimeField(verbose_name='sent')),
                ('read_at', models.DateTimeField(null=True, verbose_name='read')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='casework.case', verbose_name='case')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'indexes': [models.Index(fields=['case', '-id'], name='message_newest'), models.Index(condition=models.Q(('read_at', None)), fields=['case', 'is_from_worker'], name='message_unread')],
                'constraints': [models.CheckConstraint(condition=models.Q(('photo', ''), ('text', ''), _negated=True), name='message_says_something')],
            },
        ),
    ]
