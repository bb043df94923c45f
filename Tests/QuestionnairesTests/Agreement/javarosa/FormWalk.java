import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.ValidateOutcome;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.xform.util.XFormAnswerDataParser;

/**
 * One filling of a form: finds the step that belongs to a path and answers it as Collect does.
 *
 * <p>Outcomes are the words the answers files use: empty when accepted, else {@code constraint}, {@code required},
 * {@code type}, {@code choice}, {@code readonly} or {@code notRelevant}.
 */
final class FormWalk {
    /** Repeats that an accepting walk opens at most, since a repeat without a count can be opened for ever. */
    private static final int REPEATS_MAX = 200;

    final FormEntryController controller;
    private final FormEntryModel model;
    private final FormDef definition;

    FormWalk(FormDef definition) {
        this.definition = definition;
        model = new FormEntryModel(definition);
        controller = new FormEntryController(model);
    }

    /** Answers the question at a path, or with the path "+" or "-" opens or deletes the repeat named by the value. */
    String answer(String path, String value) {
        if (path.equals("+")) {
            FormIndex prompt = find(value, FormEntryController.EVENT_PROMPT_NEW_REPEAT);
            if (prompt == null) {
                return "notRelevant";
            }
            controller.newRepeat(prompt);
            return "";
        }
        if (path.equals("-")) {
            FormIndex repeat = find(value, FormEntryController.EVENT_REPEAT);
            if (repeat == null) {
                return "notRelevant";
            }
            controller.deleteRepeat(repeat);
            return "";
        }
        FormIndex index = find(path, FormEntryController.EVENT_QUESTION);
        if (index == null || !model.isIndexRelevant(index)) {
            return "notRelevant";
        }
        if (model.isIndexReadonly(index)) {
            return "readonly";
        }
        return save(index, value);
    }

    private String save(FormIndex index, String value) {
        FormEntryPrompt prompt = model.getQuestionPrompt(index);
        IAnswerData answer;
        try {
            answer = typed(prompt, value);
        } catch (UnknownChoice unknown) {
            return "choice";
        } catch (RuntimeException unreadable) {
            return "type";
        }
        return switch (controller.answerQuestion(index, answer, true)) {
            case FormEntryController.ANSWER_OK -> "";
            case FormEntryController.ANSWER_REQUIRED_BUT_EMPTY -> "required";
            default -> "constraint";
        };
    }

    private IAnswerData typed(FormEntryPrompt prompt, String value) {
        if (value.isEmpty()) {
            return null;
        }
        switch (prompt.getControlType()) {
            case Constants.CONTROL_SELECT_ONE:
                return new SelectOneData(selection(prompt, value));
            case Constants.CONTROL_SELECT_MULTI:
            case Constants.CONTROL_RANK:
                List<Selection> chosen = new ArrayList<>();
                for (String word : value.trim().split("\\s+")) {
                    chosen.add(selection(prompt, word));
                }
                return new MultipleItemsData(chosen);
            case Constants.CONTROL_TRIGGER:
                return new StringData("OK");
            case Constants.CONTROL_UPLOAD, Constants.CONTROL_IMAGE_CHOOSE, Constants.CONTROL_AUDIO_CAPTURE,
                Constants.CONTROL_VIDEO_CAPTURE, Constants.CONTROL_FILE_CAPTURE:
                return new StringData(value);
            default:
                IAnswerData answer = XFormAnswerDataParser.getAnswerData(value, prompt.getDataType(), prompt.getQuestion());
                if (answer == null) {
                    throw new IllegalArgumentException(value);
                }
                return answer;
        }
    }

    private static Selection selection(FormEntryPrompt prompt, String value) {
        for (SelectChoice choice : prompt.getSelectChoices()) {
            if (choice.getValue().equals(value)) {
                return choice.selection();
            }
        }
        throw new UnknownChoice();
    }

    /** Steps through to the end as an enumerator swipes, so that counted repeats are made up to their count. */
    void reachTheEnd() {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        while (controller.stepToNextEvent() != FormEntryController.EVENT_END_OF_FORM) {
            continue;
        }
    }

    /** Visits every step with one instance of each open repeat, reading every label, hint and choice on the way. */
    void visitEverything() {
        int opened = 0;
        List<String> seen = new ArrayList<>();
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (int event = controller.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM;
            event = controller.stepToNextEvent()) {
            FormIndex index = model.getFormIndex();
            String repeat = index.getReference() == null ? "" : index.getReference().genericize().toString();
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT && opened < REPEATS_MAX && !seen.contains(repeat)) {
                seen.add(repeat);
                controller.newRepeat(index);
                opened++;
            } else if (event == FormEntryController.EVENT_QUESTION) {
                read(model.getQuestionPrompt(index));
            }
        }
    }

    private static void read(FormEntryPrompt prompt) {
        prompt.getQuestionText();
        prompt.getHelpText();
        if (prompt.getControlType() == Constants.CONTROL_SELECT_ONE
            || prompt.getControlType() == Constants.CONTROL_SELECT_MULTI) {
            prompt.getSelectChoices().forEach(prompt::getSelectChoiceText);
        }
    }

    /** What Collect says when the form is finalised: empty, or the kind of fault and the first question that has it. */
    String validity() {
        ValidateOutcome outcome = definition.validate(true);
        if (outcome == null || outcome.outcome == FormEntryController.ANSWER_OK) {
            return "";
        }
        String kind = outcome.outcome == FormEntryController.ANSWER_REQUIRED_BUT_EMPTY ? "required" : "constraint";
        return kind + " " + named(outcome.failedPrompt.getReference());
    }

    /** Steps from the beginning to the relevant step of a path, as an enumerator swipes. */
    private FormIndex find(String path, int wanted) {
        String sought = path.replace("[1]", "");
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (int event = controller.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM;
            event = controller.stepToNextEvent()) {
            if (event != wanted) {
                continue;
            }
            String name = named(model.getFormIndex().getReference());
            if (wanted == FormEntryController.EVENT_PROMPT_NEW_REPEAT) {
                name = name.replaceFirst("\\[\\d+\\]$", "");
            }
            if (name.equals(sought)) {
                return model.getFormIndex();
            }
        }
        return null;
    }

    /** A reference as the answers files write it: an index in brackets from the second instance on. */
    private static String named(TreeReference reference) {
        StringBuilder text = new StringBuilder();
        for (int level = 0; level < reference.size(); level++) {
            text.append('/').append(reference.getName(level));
            if (reference.getMultiplicity(level) > 0) {
                text.append('[').append(reference.getMultiplicity(level) + 1).append(']');
            }
        }
        return text.toString();
    }

    private static final class UnknownChoice extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
